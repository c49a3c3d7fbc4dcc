import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFailed, exitCode } from './exit-code.js';

/** Asks a question on stderr and returns the line typed. `flag` is what says the answer where nobody can type. */
export async function ask(
  question: string,
  flag: string,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<string> {
  const terminal = createInterface({ input, output: process.stderr });
  const unanswered = new Promise<never>((_, reject) => {
    terminal.once('SIGINT', () => reject(new CommandFailed('', exitCode.interrupted)));
    // A question whose input ends is never answered.
    const message = `\nNothing was typed: standard input has ended. Give ${flag}.`;
    terminal.once('close', () => reject(new CommandFailed(message, exitCode.usage)));
  });
  try {
    return (await Promise.race([terminal.question(question), unanswered])).trim();
  } finally {
    terminal.close();
  }
}

/** Asks for a password without showing it; without a terminal, the first line of stdin is the password. */
export async function askPassword(question: string, input: NodeJS.ReadStream = process.stdin): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (input.isTTY) process.stderr.write(question);
  const terminal = createInterface({ input, output: silent, terminal: input.isTTY === true });
  try {
    const line = await new Promise<string | null>((resolve) => {
      terminal.once('line', resolve);
      terminal.once('close', () => resolve(null));
      terminal.once('SIGINT', () => resolve(null));
    });
    if (!line) throw new CommandFailed('No password given.');
    return line;
  } finally {
    terminal.close();
    if (input.isTTY) process.stderr.write('\n');
  }
}
