/** What `databoard test` and `databoard publish` tell the shell. */
export const exitCode = {
  done: 0,
  /** `test`: the submission failed. `publish`: the kit was refused, or the api could not be reached. */
  failed: 1,
  /** `test`: the kit itself is broken. */
  kitBroken: 2,
  /** `test`: this machine cannot run kits in isolation, or we are broken. */
  platform: 3,
  /** The command line makes no sense. */
  usage: 64,
  /** Ctrl-C and the like, as shells count it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A problem that the person at the terminal can act on: its message is printed as it is, without a trace. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly code: ExitCode = exitCode.failed,
  ) {
    super(message);
  }
}
