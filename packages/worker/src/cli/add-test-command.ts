import type { Command } from 'commander';
import type { CliConfig, LocalRunConfig } from './config.js';

/** Adds `databoard test` to the program. */
export function addTestCommand(program: Command, config: CliConfig & LocalRunConfig): void {
  program
    .command('test')
    .description('run one submission of a kit folder on every fold, in full isolation, and print its scores')
    .argument('<kit>', 'folder with problem.py and submissions/')
    .option('--submission <name>', 'folder under submissions/', 'starting_kit')
    .option('--data <folder>', "folder whose data/ replaces the kit's own")
    .option('--json', 'print one JSON object with all scores in full precision')
    .addHelpText(
      'after',
      '\nExit code: 0 scored, 1 the submission failed, 2 the kit is broken, 3 kits cannot be run here.',
    )
    .action(async (kit: string, options: { submission: string; data?: string; json?: boolean }) => {
      const { testKit } = await import('./test-kit.js');
      await testKit(config, kit, options);
    });
}
