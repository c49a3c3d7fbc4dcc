import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliConfig } from '../config.js';
import { boardKinds } from './board-choices.js';
import { waysToName } from './find-submission-id.js';
import type { LeaderboardFlags } from './leaderboard.js';
import type { LogsFlags } from './logs.js';
import { addApiFlag, type PlatformFlags } from './platform-access.js';

/** Adds the commands for what an event shows: logs, boards, the kit. */
export function addReadingCommands(program: Command, config: CliConfig): void {
  const logs = program
    .command('logs')
    .description('what the code of a submission has printed, fold by fold, as far as you may read it')
    .argument('<submission>', waysToName)
    .addOption(new Option('--fold <n>', 'only this fold, from 0 on').argParser(wholeNumber))
    .option('-f, --follow', 'go on with what is printed now, one fold after the other')
    .addOption(new Option('--after-seq <n>', 'only what comes behind this byte (with --fold)').argParser(wholeNumber))
    .addOption(new Option('--attempt <n>', 'of which attempt that byte is (with --after-seq)').argParser(wholeNumber));
  addApiFlag(logs)
    .option('--json', 'print each part as one JSON object on a line: `seq` is what --after-seq takes')
    .action(async (submission: string, flags: LogsFlags, command: Command) => {
      if (flags.afterSeq !== undefined && flags.fold === undefined) command.error('error: --after-seq needs --fold');
      if (flags.attempt !== undefined && flags.afterSeq === undefined)
        command.error('error: --attempt needs --after-seq');
      await (await import('./logs.js')).logs(config, submission, flags);
    });

  const board = program
    .command('leaderboard')
    .description('a board of an event')
    .argument('<event>')
    .addOption(new Option('--kind <board>', 'which board').choices(boardKinds).default('public'))
    .option('--sort <column>', 'valid-bagged, train-seconds, submitted-at:desc, …; a wrong one lists them all')
    .option('--score-type <name>', 'of the column that it is sorted by; default: the official one')
    .addOption(new Option('--first <n>', 'rows at most; default: 20, of files all').argParser(positive))
    .option('--team <name>', 'only of this team')
    .option('--mine', 'only of your team')
    .addOption(new Option('--csv', 'print the whole board as CSV, in full precision').conflicts('json'));
  addApiFlag(board)
    .option('--json', 'print the whole board as one JSON object, in full precision')
    .action(async (event: string, flags: LeaderboardFlags) => {
      await (await import('./leaderboard.js')).leaderboard(config, event, flags);
    });

  addApiFlag(
    program
      .command('kit')
      .description('download the kit of an event and unpack it')
      .argument('<event>')
      .argument('[folder]', "one that is not there yet; default: the problem's name"),
  )
    .option('--json', 'print what was unpacked as one JSON object')
    .action(async (event: string, folder: string | undefined, flags: PlatformFlags) => {
      await (await import('./kit.js')).kit(config, event, folder, flags);
    });
}

function wholeNumber(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('A whole number from 0 on.');
  return Number(value);
}

function positive(value: string): number {
  const number = wholeNumber(value);
  if (number === 0) throw new InvalidArgumentError('A whole number from 1 on.');
  return number;
}
