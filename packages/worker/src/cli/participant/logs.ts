import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { CliConfig } from '../config.js';
import { CommandFailed, exitCode } from '../exit-code.js';
import { findSubmissionId } from './find-submission-id.js';
import { followFoldLog, type LogChunk } from './follow-fold-log.js';
import { onInterrupt } from './on-interrupt.js';
import { type PlatformFlags, readerAccess } from './platform-access.js';
import { printableText } from './printable.js';
import { type FoldReport, readSubmission, type WireSubmission } from './submission-report.js';

/** What `databoard logs` was asked for. */
export interface LogsFlags extends PlatformFlags {
  fold?: number;
  follow?: boolean;
  afterSeq?: number;
  attempt?: number;
}

/** `databoard logs`: what a submission's code has printed, fold by fold, as far as the viewer may read it. */
export async function logs(config: CliConfig, word: string, flags: LogsFlags): Promise<void> {
  const access = await readerAccess(config, flags);
  const submission = await readSubmission(access, await findSubmissionId(access, word));
  const wanted = chosenFolds(submission, flags.fold);
  if (wanted.every(({ isLogHidden }) => isLogHidden)) {
    throw new CommandFailed('The organisers keep what code prints in this event: it could carry hidden data.');
  }
  const unfinished = wanted.filter(({ state }) => !isFoldRunEnded(state));
  const read = flags.follow ? wanted : wanted.filter(({ state }) => isFoldRunEnded(state));
  const place = { attempt: flags.attempt ?? null, afterSeq: flags.afterSeq ?? 0 };
  // Where to go on later, for who breaks it off.
  let last = { fold: 0, attempt: 0, seq: 0 };
  onInterrupt(() => {
    if (!flags.json && last.seq > 0)
      console.error(`\nGo on with --fold ${last.fold} --attempt ${last.attempt} --after-seq ${last.seq}`);
  });
  for (const run of read) {
    const print = flags.json ? jsonPrinter(run) : textPrinter(run, wanted.length > 1);
    await followFoldLog(access, { foldRunId: run.id, ...place }, (chunk) => {
      last = { fold: run.foldIndex, attempt: chunk.attempt, seq: chunk.seq };
      print(chunk);
    });
  }
  if (!flags.follow && unfinished.length > 0) {
    const which = unfinished.map(({ foldIndex }) => foldIndex).join(', ');
    console.error(`Not at its end yet: fold ${which}. --follow shows what is printed meanwhile.`);
  }
}

function chosenFolds({ evaluation }: WireSubmission, fold: number | undefined): FoldReport[] {
  const { foldRuns } = evaluation;
  if (foldRuns.length === 0) throw new CommandFailed('Only its team and the organisers may read what it has printed.');
  if (fold === undefined) return foldRuns;
  const found = foldRuns.filter(({ foldIndex }) => foldIndex === fold);
  if (found.length > 0) return found;
  throw new CommandFailed(`There is no fold ${fold}: it has folds 0 to ${foldRuns.length - 1}.`, exitCode.usage);
}

const jsonPrinter =
  ({ foldIndex }: FoldReport) =>
  (chunk: LogChunk): void =>
    console.log(JSON.stringify({ foldIndex, ...chunk }));

/** Prints parts one behind the other; what the platform itself says goes to standard error. */
function textPrinter({ foldIndex, state }: FoldReport, isOneOfMany: boolean): (chunk: LogChunk) => void {
  let before: { attempt: number; seq: number } | null = null;
  let isHeaded = !isOneOfMany;
  let endsLine = true;
  const head = () => {
    if (!isHeaded) console.log(`==> fold ${foldIndex}${isFoldRunEnded(state) ? ` (${state})` : ''} <==`);
    isHeaded = true;
  };
  const say = (text: string) => console.error(`${endsLine ? '' : '\n'}${text}`);
  return ({ attempt, fromSeq, seq, text, isEnd, notice }) => {
    if (before !== null && attempt !== before.attempt) say(`Fold ${foldIndex} began again (attempt ${attempt}).`);
    else if (before !== null && fromSeq < before.seq) say(`From byte ${fromSeq} on once more, now complete:`);
    before = { attempt, seq };
    if (text !== '') {
      head();
      process.stdout.write(process.stdout.isTTY ? printableText(text) : text);
      endsLine = text.endsWith('\n');
    }
    if (!isEnd) return;
    if (!endsLine) process.stdout.write('\n');
    endsLine = true;
    if (notice !== null) say(`Fold ${foldIndex}: ${notice}`);
    else if (seq === 0) say(`Fold ${foldIndex} has printed nothing${state === 'CANCELLED' ? ' (cancelled)' : ''}.`);
  };
}
