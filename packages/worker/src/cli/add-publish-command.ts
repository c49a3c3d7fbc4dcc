import type { Command } from 'commander';
import type { CliConfig } from './config.js';
import { addOptionFlags } from './option-flags.js';
import { type PublishFlags, publish } from './publish.js';

/** Adds `databoard publish` to the program. */
export function addPublishCommand(program: Command, config: CliConfig): void {
  const command = program
    .command('publish')
    .description('publish a kit folder as a new version of a problem (site admins)')
    .argument('<kit>', 'folder with problem.py and submissions/')
    .option('--data <folder>', 'private data: a folder whose data/ replaces the public one on the platform')
    .option('--name <slug>', "the problem's name; by default the folder's")
    .option('--api <url>', 'address of the platform; default: DATABOARD_API, then the last login');
  addOptionFlags(command, 'on the workers')
    .option('--check', 'wait for the kit check too, and print what it found')
    .option('--json', 'print the problem version as one JSON object')
    .action(async (kit: string, flags: PublishFlags) => {
      await publish(config, kit, flags);
    });
}
