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

/** Adds the flags that lie on top of a kit's databoard.json. `where`: on which machine an environment's folder is. */
export function addOptionFlags(command: Command, where: 'here' | 'on the workers'): Command {
  const environment = `a virtual environment's folder ${where}, or requirements.txt: one made from the kit's`;
  const expose = "file or folder of the kit that submissions may read, in place of databoard.json's; repeatable";
  return command
    .option('--quick', 'ask the kit for little data (RAMP_TEST_MODE)')
    .option('--no-quick', 'all data, whatever databoard.json says')
    .option('--data-label <label>', 'which of several data sets of the kit')
    .addOption(new Option('--expose <path>', expose).argParser(append))
    .option('--environment <path>', environment)
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
