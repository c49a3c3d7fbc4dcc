import { type Command, Option } from 'commander';
import type { CliConfig } from './config.js';
import { accessTokenScopes, type LoginFlags, login } from './login.js';

/** Adds `databoard login` to the program. */
export function addLoginCommand(program: Command, config: CliConfig): void {
  program
    .command('login')
    .description('sign in once; the access token is kept for the other commands')
    .option('--api <url>', 'address of the platform')
    .option(
      '--username <name>',
      'user name or e-mail; the password comes from DATABOARD_PASSWORD, the terminal or stdin',
    )
    .addOption(new Option('--scope <scopes...>', scopes).choices(accessTokenScopes))
    .option('--replace', 'in the place of another account, also where this one cannot publish')
    .action(async (flags: LoginFlags) => login(config, flags));
}

const scopes = 'what the token is good for; default: READ SUBMIT, for site admins ADMIN too';
