/** What the commands tell the shell. */
export const exitCode = {
  done: 0,
  /**
   * `test`, `blend`, `submit --wait`: a submission failed. `check`: an error was found. `publish`: the kit was refused, or
   * its check found errors. All: something that the person can mend, like a missing login.
   */
  failed: 1,
  /** The kit itself is broken. */
  kitBroken: 2,
  /** This machine cannot run kits in isolation, or we are broken. */
  platform: 3,
  /** `join`, `submit`, `cancel`, `withdraw`: the platform said no, by the rules of the event. */
  refused: 4,
  /** The platform cannot be reached, or nothing was known in the time that was given. */
  unreachable: 5,
  /** The command line makes no sense. */
  usage: 64,
  /** Ctrl-C and the like, as shells count it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The codes for --help of commands that run kits here. */
export const exitCodesHelp = `
Exit code: ${exitCode.done} all scored, ${exitCode.failed} a submission failed, ${exitCode.kitBroken} the kit is broken, ${exitCode.platform} kits cannot be run here,
${exitCode.usage} the command line makes no sense, ${exitCode.interrupted} interrupted.`;

/** A problem that the person at the terminal can act on: its message is printed as it is, without a trace. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly code: ExitCode = exitCode.failed,
  ) {
    super(message);
  }
}
