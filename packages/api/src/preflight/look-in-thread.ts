import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../events/draft.entity.js';
import { type LookedFor, type PreflightFile, preflightWithoutCode } from './preflight.js';

/** What the thread is asked: one look at a time. */
export interface LookRequest {
  files: readonly SourceFile[];
  looked: LookedFor;
}

// A usual look takes milliseconds, the first a tenth of a second; a starved machine takes its time, hostile code all of it.
const lookMsMax = 3_000;
const waitingMax = 40;

let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** Looks at files in a thread of its own. Where that takes too long, or too many wait, the code itself goes unlooked at. */
export async function lookInThread(files: readonly SourceFile[], looked: LookedFor): Promise<PreflightFile[]> {
  if (waiting >= waitingMax) return preflightWithoutCode(files, looked);
  waiting++;
  const turn = last.then(() => ask({ files, looked }));
  last = turn;
  const found = await turn;
  waiting--;
  return found ?? preflightWithoutCode(files, looked);
}

/** Null when there was no answer in time; the thread is then ended, and the next look has a new one. Never fails. */
function ask(request: LookRequest): Promise<PreflightFile[] | null> {
  const asked = thread ?? new Worker(new URL('./look-thread.js', import.meta.url));
  thread = asked;
  // It keeps no process alive that wants to end.
  asked.unref();
  return new Promise((resolve) => {
    const settle = (found: PreflightFile[] | null) => {
      clearTimeout(timer);
      asked.off('message', settle).off('error', giveUp).off('exit', giveUp);
      if (found === null) {
        thread = undefined;
        // Whatever it dies of is nobody's concern any more.
        asked.on('error', () => undefined);
        void asked.terminate();
      }
      resolve(found);
    };
    const giveUp = () => settle(null);
    const timer = setTimeout(giveUp, lookMsMax);
    asked.on('message', settle).on('error', giveUp).on('exit', giveUp);
    asked.postMessage(request);
  });
}
