import { addLoginCommand } from './add-login-command.js';
import { addParticipantCommands } from './participant/add-participant-commands.js';
import { addReadingCommands } from './participant/add-reading-commands.js';
import { runProgram } from './run-program.js';

// What participants download from their platform as one file: everything but what needs Python, isolation and a checkout.
await runProgram('Take part in events of a Databoard platform.', (program, config) => {
  addParticipantCommands(program, config);
  addReadingCommands(program, config);
  addLoginCommand(program, config);
});
