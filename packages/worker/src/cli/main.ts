import { Command, CommanderError } from 'commander';
import { readCliConfig } from './config.js';
import { CommandFailed, exitCode } from './exit-code.js';
import { login } from './login.js';
import { publish } from './publish.js';

const config = readCliConfig();
const program = new Command('databoard')
  .description('Run RAMP-style kits in isolation on this machine, and publish them to a Databoard platform.')
  .exitOverride()
  .configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: (text) => process.stderr.write(text) });

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

program
  .command('publish')
  .description('publish a kit folder as a new version of a problem (site admins)')
  .argument('<kit>', 'folder with problem.py and submissions/')
  .option('--data <folder>', 'private data: a folder whose data/ replaces the public one on the platform')
  .option('--name <slug>', "the problem's name; by default the folder's")
  .option('--api <url>', 'address of the platform; default: DATABOARD_API, then the last login')
  .option('--json', 'print the problem version as one JSON object')
  .action(async (kit: string, options: { data?: string; name?: string; api?: string; json?: boolean }) => {
    await publish(config, kit, options);
  });

program
  .command('login')
  .description('sign in once; the access token is kept for `databoard publish`')
  .option('--api <url>', 'address of the platform')
  .option('--username <name>', 'user name or e-mail; the password comes from DATABOARD_PASSWORD, the terminal or stdin')
  .action(async (options: { api?: string; username?: string }) => login(config, options));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage;
  } else if (error instanceof CommandFailed) {
    console.error(error.message);
    process.exitCode = error.code;
  } else {
    console.error(error);
    process.exitCode = exitCode.platform;
  }
}
