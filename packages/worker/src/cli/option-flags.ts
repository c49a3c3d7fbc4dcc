import type { ProblemOptions, ProblemOptionsInput } from '@databoard/shared/problem-options';
import { type Command, Option } from 'commander';

/** What the command line says about a problem's options; what it does not mention is absent. */
export interface OptionFlags {
  quick?: boolean;
  dataLabel?: string;
  expose?: string[];
  environment?: string;
  rampwf?: ProblemOptions['rampwf'];
}

/** Adds the flags that lie on top of a kit's databoard.json. */
export function addOptionFlags(command: Command): Command {
  return command
    .addOption(new Option('--quick', 'ask the kit for little data (RAMP_TEST_MODE)'))
    .addOption(new Option('--no-quick', 'all data, whatever databoard.json says'))
    .addOption(new Option('--data-label <label>', 'which of several data sets of the kit'))
    .addOption(
      new Option('--expose <path>', 'file or folder of the kit that submissions may read; repeatable').argParser(
        append,
      ),
    )
    .addOption(
      new Option('--environment <path>', 'Python environment: a folder made by venv, or requirements.txt of the kit'),
    )
    .addOption(new Option('--rampwf <which>', 'whose rampwf the kit imports').choices(['databoard', 'installed']));
}

/** The flags as options of a problem; only what was said. */
export function givenOptions({ quick, dataLabel, expose, environment, rampwf }: OptionFlags): ProblemOptionsInput {
  return {
    ...(quick !== undefined && { quick }),
    ...(dataLabel !== undefined && { dataLabel }),
    ...(expose !== undefined && { expose }),
    ...(environment !== undefined && { environment }),
    ...(rampwf !== undefined && { rampwf }),
  };
}

const append = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
