import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BlendKitOptions } from './blend-kit.js';
import type { LocalRunConfig } from './config.js';
import { exitCodesHelp } from './exit-code.js';
import { addOptionFlags } from './option-flags.js';

/** Adds `databoard blend` to the program. */
export function addBlendCommand(program: Command, config: LocalRunConfig): void {
  const command = program
    .command('blend')
    .description('run submissions of a kit folder on all folds, blend them, and print what each one adds')
    .argument('<kit>', 'folder with problem.py and submissions/')
    .addOption(new Option('--submissions <names>', 'a,b,c; default: all that are complete').argParser(names))
    .option('--score-type <name>', 'the score to improve; default: the official one, which is the first')
    .addOption(
      new Option('--min-improvement <x>', 'take in only who improves the score by more').default(0).argParser(amount),
    )
    .option('--data <folder>', "folder whose data/ replaces the kit's own");
  addOptionFlags(command, 'here')
    .option('--json', 'print one JSON object in full precision')
    .addHelpText('after', `\nSubmissions that fail are left out of the blend.\n${exitCodesHelp}`)
    .action(async (kit: string, options: BlendKitOptions) => {
      const { blendKit } = await import('./blend-kit.js');
      await blendKit(config, kit, options);
    });
}

function names(value: string): string[] {
  const found = value.split(',').map((name) => name.trim());
  if (found.includes('')) throw new InvalidArgumentError('Names of submissions, with commas between them.');
  return [...new Set(found)];
}

function amount(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && Number.isFinite(number)))
    throw new InvalidArgumentError('A number that is not negative.');
  return number;
}
