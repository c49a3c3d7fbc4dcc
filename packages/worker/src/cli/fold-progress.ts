import { countOf } from '../count-of.js';
import { type ProgressStream, progressLine } from './progress-line.js';

const barCells = 24;
const redrawMs = 200;

/** A bar on a terminal for the folds that run; nothing at all elsewhere. */
export interface FoldProgress {
  /** Shows what comes before the folds, with the seconds it takes. */
  busy(what: string): void;
  start(submission: string, foldCount: number): void;
  foldEnded(): void;
  /** Prints something else without breaking the bar. */
  aside(print: () => void): void;
  stop(): void;
}

/** Opens a progress bar on a stream; the caller stops it. It is also gone when the process ends. */
export function foldProgress(stream: ProgressStream, now: () => number = Date.now): FoldProgress {
  if (!stream.isTTY) {
    const nothing = () => undefined;
    return { busy: nothing, start: nothing, foldEnded: nothing, aside: (print) => print(), stop: nothing };
  }
  const line = progressLine(stream);
  let draw: () => string = () => '';
  let done = 0;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    line.clear();
    process.off('exit', stop);
  };
  const begin = (drawAfter: (seconds: number) => string) => {
    stop();
    const startedAt = now();
    draw = () => drawAfter((now() - startedAt) / 1000);
    line.show(draw());
    timer = setInterval(() => line.show(draw()), redrawMs).unref();
    process.on('exit', stop);
  };
  return {
    busy: (what) => begin((seconds) => `${what}  ${elapsed(seconds)}`),
    start(submission, foldCount) {
      done = 0;
      begin((seconds) => foldBar(submission, done, foldCount, seconds));
    },
    foldEnded() {
      done += 1;
      line.show(draw());
    },
    aside: (print) => line.aside(print),
    stop,
  };
}

/** The bar itself: `starting_kit  ████████░░░░  2 of 3 folds  4 s`. */
export function foldBar(submission: string, done: number, foldCount: number, seconds: number): string {
  const full = Math.round((done / foldCount) * barCells);
  const bar = '█'.repeat(full) + '░'.repeat(barCells - full);
  return `${submission}  ${bar}  ${done} of ${countOf(foldCount, 'fold')}  ${elapsed(seconds)}`;
}

function elapsed(seconds: number): string {
  const whole = Math.floor(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
