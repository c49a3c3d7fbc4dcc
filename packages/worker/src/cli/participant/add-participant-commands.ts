import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliConfig } from '../config.js';
import { exitCode } from '../exit-code.js';
import type { EventsFlags } from './events.js';
import { waysToName } from './find-submission-id.js';
import type { JoinFlags } from './join-event.js';
import { addApiFlag, type PlatformFlags } from './platform-access.js';
import type { StatusFlags } from './status.js';
import type { WithdrawFlags } from './stop-submission.js';
import type { SubmitFlags } from './submit.js';

const submitHelp = `
Of a folder, the files that the problem asks for are sent. They are looked at first, as in the browser; an error there
costs nothing. The same files under the same name are never submitted twice: the command can always be run again.

Exit code: ${exitCode.done} taken (--wait: scored), ${exitCode.failed} it failed or was cancelled, or there is something to mend on this side,
${exitCode.platform} the platform failed, ${exitCode.refused} refused, ${exitCode.unreachable} the platform cannot be reached, or --timeout is over,
${exitCode.usage} the command line makes no sense, ${exitCode.interrupted} interrupted; what was taken goes on.`;

/** Adds the commands of who takes part in events, in the order of --help. */
export function addParticipantCommands(program: Command, config: CliConfig): void {
  addApiFlag(program.command('events').description('the events that you see, and whether you take part'))
    .option('--archived', 'those in the archive instead')
    .option('--json', 'print one JSON object')
    .action(async (flags: EventsFlags) => {
      await (await import('./events.js')).events(config, flags);
    });

  addApiFlag(program.command('join').description('sign up for an event').argument('<event>'))
    .option('--code <code>', "the organisers' code, where signing up asks for one")
    .option('--json', 'print one JSON object')
    .action(async (event: string, flags: JoinFlags) => {
      await (await import('./join-event.js')).joinEvent(config, event, flags);
    });

  const submit = program
    .command('submit')
    .description('submit a folder or files to an event')
    .argument('<event>', 'as in its address: events/<event>')
    .argument('<paths...>', 'a folder, or files by the names that the problem asks for')
    .option(
      '--name <name>',
      '5 to 40 letters, digits, _ - .; default: the folder, and what tells its content from others',
    )
    .option('--wait', 'follow its judging to the end, and print the scores');
  addTimeoutFlag(submit).option('--dry-run', 'have the files looked at, say whether they would be taken, and stop');
  addApiFlag(submit)
    .option('--json', 'print one JSON object: the submission, or why there is none')
    .addHelpText('after', submitHelp)
    .action(async (event: string, paths: string[], flags: SubmitFlags) => {
      await (await import('./submit.js')).submit(config, event, paths, flags);
    });

  const status = program
    .command('status')
    .description('where a submission stands; without one, how you stand in events that are open')
    .argument('[submission]', waysToName)
    .option('--wait', 'follow its judging to the end; the exit code is that of `submit --wait`');
  addApiFlag(addTimeoutFlag(status))
    .option('--json', 'print one JSON object')
    .action(async (submission: string | undefined, flags: StatusFlags) => {
      await (await import('./status.js')).status(config, submission, flags);
    });

  addApiFlag(program.command('submissions').description("your team's submissions to an event").argument('<event>'))
    .option('--json', 'print one JSON object')
    .action(async (event: string, flags: PlatformFlags) => {
      await (await import('./submissions.js')).submissions(config, event, flags);
    });

  const cancel = program.command('cancel').description('stop the judging of a submission');
  addApiFlag(cancel.argument('<submission>', waysToName))
    .option('--json', 'print the submission as one JSON object')
    .action(async (submission: string, flags: PlatformFlags) => {
      await (await import('./stop-submission.js')).cancelSubmission(config, submission, flags);
    });

  const withdraw = program.command('withdraw').description('take a submission out of boards and blends, for good');
  addApiFlag(
    withdraw.argument('<submission>', waysToName).option('--note <text>', 'why; for your team and the organisers'),
  )
    .option('--json', 'print the submission as one JSON object')
    .action(async (submission: string, flags: WithdrawFlags) => {
      await (await import('./stop-submission.js')).withdrawSubmission(config, submission, flags);
    });
}

const addTimeoutFlag = (command: Command): Command =>
  command.addOption(
    new Option('--timeout <seconds>', '--wait, and no longer than that').argParser(seconds).implies({ wait: true }),
  );

function seconds(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number > 0 && Number.isFinite(number)))
    throw new InvalidArgumentError('A number of seconds.');
  return number;
}
