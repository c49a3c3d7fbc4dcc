import { Command, CommanderError } from 'commander';
import { type CliConfig, type LocalRunConfig, readCliConfig } from './config.js';
import { CommandFailed, exitCode } from './exit-code.js';
import { quietPipes } from './quiet-pipes.js';

/** Runs the command that the process was started with, and sets the exit code. `add` adds the commands in the order of --help. */
export async function runProgram(
  description: string,
  add: (program: Command, config: CliConfig & LocalRunConfig) => void,
): Promise<void> {
  quietPipes([process.stdout, process.stderr]);
  const program = new Command('databoard')
    .description(description)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => process.stderr.write(text),
    });
  try {
    add(program, readCliConfig());
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
}
