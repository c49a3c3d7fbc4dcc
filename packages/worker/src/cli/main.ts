import { Command, CommanderError } from 'commander';
import { addBlendCommand } from './add-blend-command.js';
import { addCheckCommand } from './add-check-command.js';
import { addLoginCommand } from './add-login-command.js';
import { addPublishCommand } from './add-publish-command.js';
import { addTestCommand } from './add-test-command.js';
import { readCliConfig } from './config.js';
import { CommandFailed, exitCode } from './exit-code.js';
import { addParticipantCommands } from './participant/add-participant-commands.js';
import { addReadingCommands } from './participant/add-reading-commands.js';
import { quietPipes } from './quiet-pipes.js';

quietPipes([process.stdout, process.stderr]);
const config = readCliConfig();
const program = new Command('databoard')
  .description('Take part in events of a Databoard platform, run kits in isolation on this machine, and publish them.')
  .exitOverride()
  .configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: (text) => process.stderr.write(text) });

// The order is the one of --help.
program.commandsGroup('Kits on this machine:');
addTestCommand(program, config);
addBlendCommand(program, config);
addCheckCommand(program, config);
program.commandsGroup('Events of a platform:');
addParticipantCommands(program, config);
addReadingCommands(program, config);
program.commandsGroup('Accounts and publishing:');
addLoginCommand(program, config);
addPublishCommand(program, config);

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
