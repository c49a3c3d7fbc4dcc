import { type Command, InvalidArgumentError, Option } from 'commander';
import { CommandFailed, exitCode } from './exit-code.js';

/** Adds `--fold`. */
export function addFoldFlag(command: Command): Command {
  const flag = new Option('--fold <n>', 'only this fold, or several: 0,2 or the flag again; no bagged scores then');
  return command.addOption(flag.argParser(appendFolds));
}

/** The folds to run, in order; `wanted` absent: all. Throws `CommandFailed` for one that the kit does not have. */
export function chosenFolds(wanted: readonly number[] | undefined, count: number): number[] {
  if (wanted === undefined) return Array.from({ length: count }, (_, index) => index);
  const strange = wanted.find((index) => index >= count);
  if (strange !== undefined) {
    const range = count === 1 ? 'fold 0 only' : `folds 0 to ${count - 1}`;
    throw new CommandFailed(`There is no fold ${strange}: the kit has ${range}.`, exitCode.usage);
  }
  return [...new Set(wanted)].toSorted((a, b) => a - b);
}

function appendFolds(value: string, before: number[] | undefined): number[] {
  const folds = value.split(',').map((part) => {
    if (!/^\d{1,9}$/.test(part.trim())) throw new InvalidArgumentError('Folds are numbers from 0 on.');
    return Number(part);
  });
  return [...(before ?? []), ...folds];
}
