import type { Command } from 'commander';
import type { CliConfig } from './config.js';
import { login } from './login.js';

/** Adds `databoard login` to the program. */
export function addLoginCommand(program: Command, config: CliConfig): void {
  program
    .command('login')
    .description('sign in once; the access token is kept for `databoard publish`')
    .option('--api <url>', 'address of the platform')
    .option(
      '--username <name>',
      'user name or e-mail; the password comes from DATABOARD_PASSWORD, the terminal or stdin',
    )
    .action(async (options: { api?: string; username?: string }) => login(config, options));
}
