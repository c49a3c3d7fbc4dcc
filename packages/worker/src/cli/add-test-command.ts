import { type Command, Option } from 'commander';
import { addFoldFlag } from './chosen-folds.js';
import type { LocalRunConfig } from './config.js';
import { CommandFailed, exitCode, exitCodesHelp } from './exit-code.js';
import { addOptionFlags } from './option-flags.js';
import { quotedWord } from './quoted-word.js';
import type { TestKitOptions } from './test-kit.js';

/** Adds `databoard test` to the program. */
export function addTestCommand(program: Command, config: LocalRunConfig): void {
  const command = program
    .command('test')
    .description('run submissions of a kit folder on its folds, in full isolation, and print their scores')
    .argument('<kit>', 'folder with problem.py and submissions/')
    // Refused below, where it is known what was meant.
    .allowExcessArguments()
    .option('--submission <name>', 'folder under submissions/', 'starting_kit')
    .addOption(
      new Option('--all', 'every complete submission of the kit, one after the other').conflicts('submission'),
    );
  addFoldFlag(command);
  command.option('--data <folder>', "folder whose data/ replaces the kit's own");
  addOptionFlags(command, 'here')
    .option('--json', 'print one JSON object with all scores in full precision; with --all one per submission')
    .addHelpText('after', exitCodesHelp)
    .action(async (kit: string, options: TestKitOptions, { args }: Command) => {
      refuseSecondArgument(args);
      const { testKit } = await import('./test-kit.js');
      await testKit(config, kit, options);
    });
}

function refuseSecondArgument([, second]: readonly string[]): void {
  if (second === undefined) return;
  const hint = `Did you mean --submission ${quotedWord(second)}?`;
  throw new CommandFailed(
    `error: too many arguments for 'test': a kit is expected and nothing else. ${hint}`,
    exitCode.usage,
  );
}
