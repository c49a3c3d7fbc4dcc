import { addBlendCommand } from './add-blend-command.js';
import { addCheckCommand } from './add-check-command.js';
import { addLoginCommand } from './add-login-command.js';
import { addPublishCommand } from './add-publish-command.js';
import { addTestCommand } from './add-test-command.js';
import { addParticipantCommands } from './participant/add-participant-commands.js';
import { addReadingCommands } from './participant/add-reading-commands.js';
import { runProgram } from './run-program.js';

const description =
  'Take part in events of a Databoard platform, run kits in isolation on this machine, and publish them.';

await runProgram(description, (program, config) => {
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
});
