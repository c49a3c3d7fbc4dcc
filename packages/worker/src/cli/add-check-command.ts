import type { Command } from 'commander';
import type { CheckFolderOptions } from './check-folder.js';
import type { LocalRunConfig } from './config.js';
import { exitCode } from './exit-code.js';
import { addOptionFlags } from './option-flags.js';

const help = `
Runs the starting kit on all folds, once more on permuted labels, and beside a constant predictor; looks for rows on both
sides of a fold and for the target in X; and says what to mend.

Exit code: ${exitCode.done} fine, ${exitCode.failed} an error was found, ${exitCode.kitBroken} the kit is broken, ${exitCode.platform} kits cannot be run here,
${exitCode.usage} the command line makes no sense, ${exitCode.interrupted} interrupted.`;

/** Adds `databoard check` to the program. */
export function addCheckCommand(program: Command, config: LocalRunConfig): void {
  const command = program
    .command('check')
    .description('check a kit folder as the platform does after publishing: scores, time, memory, leaks')
    .argument('<kit>', 'folder with problem.py and submissions/')
    .option('--data <folder>', "folder whose data/ replaces the kit's own");
  addOptionFlags(command, 'here')
    .option('--json', 'print one JSON object with everything that was measured, in full precision')
    .addHelpText('after', help)
    .action(async (kit: string, options: CheckFolderOptions) => {
      const { checkFolder } = await import('./check-folder.js');
      await checkFolder(config, kit, options);
    });
}
