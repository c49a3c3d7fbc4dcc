import type { Digest } from '@databoard/shared/artifacts/artifact-store';
import { treePath } from '@databoard/shared/artifacts/file-tree';
import { type BlendCurvePoint, type BlendScores, blendCurvePoint, blendScores } from '@databoard/shared/blend';
import { repeatedRows, tellingColumn } from '@databoard/shared/kit-check';
import { type ProblemDescription, problemDescription } from '@databoard/shared/problem-description';
import { type Score, score, scoreValue, steps } from '@databoard/shared/score';
import { z } from 'zod';
import type { SandboxedProcess } from '../sandbox/sandbox.js';
import { withDeadline } from './deadline.js';
import { type Frame, FrameReader, sendFrame } from './frames.js';
import { KitRefused, refusedAnswer } from './kit-refused.js';
import { PlatformFault } from './platform-fault.js';

const rowsAnswer = z.object({
  kind: z.literal('rows'),
  folds: z.array(repeatedRows),
  tellingColumns: z.array(tellingColumn).nullable(),
});

const answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    description: problemDescription.omit({ exposed: true }),
    readAtImport: z.array(treePath).max(1000),
    modules: z.array(treePath).max(10_000),
  }),
  z.object({ kind: z.literal('fold'), seed: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('scored'), scores: z.array(score) }),
  z.object({
    kind: z.literal('bad-predictions'),
    step: z.enum(steps),
    message: z.string(),
    detail: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('blended'),
    members: z.array(z.number().int().nonnegative()).min(1),
    scores: z.array(scoreValue).min(1),
  }),
  z.object({
    kind: z.literal('blend-scores'),
    shares: z.array(z.number()),
    ...blendScores.shape,
    curve: z.array(blendCurvePoint).min(1),
  }),
  z.object({ kind: z.literal('still-blending'), number: z.number().int().positive() }),
  z.object({ kind: z.literal('predictions-missing'), positions: z.array(z.number().int().nonnegative()) }),
  z.object({ kind: z.literal('unblendable'), message: z.string() }),
  rowsAnswer,
  z.object({ kind: z.literal('not-available'), reason: z.string() }),
  refusedAnswer,
  z.object({ kind: z.literal('fault'), detail: z.string() }),
]);
export type RowsAnswer = z.output<typeof rowsAnswer>;
type Answer = z.output<typeof answer>;
type Kind = Answer['kind'];

/** Loading large data takes its time; scoring is a matter of milliseconds, and of minutes for detection kits. */
const openSeconds = 900;
const requestSeconds = 600;
/** Larger folds are asked for anew each time. */
const foldInputBytesMax = 64 * 2 ** 20;

/** Whether a fold's code learns from the labels as they are, or from its training rows' labels in random order. */
export type FoldLabels = 'true' | 'permuted';

/** The kit is of a kind that has no such thing; the message is for its author. */
export class NotAvailable extends Error {
  override readonly name = 'NotAvailable';
}

/** Predictions that cannot be scored; `step` says which call to predict made them. */
export type ScoringResult =
  | { kind: 'scored'; scores: Score[] }
  | { kind: 'bad-predictions'; step: 'train' | 'valid' | 'test'; message: string; detail: string | null };

/** A kit that could be read; `readAtImport`: files without which `problem.py` cannot be imported. */
export interface OpenedProblem {
  description: Omit<ProblemDescription, 'exposed'>;
  readAtImport: string[];
  /** The kit's own Python files that it needs. */
  modules: string[];
}

/** What a fold's code may know: masked labels and the fold's rows, packed for the child, and the seed. */
export interface FoldInput {
  seed: number;
  packed: Buffer;
}

/** Which score a blend improves, and by how much a newcomer must. */
export interface BlendRule {
  scoreType: string;
  minImprovement: number;
}

/** One fold's ensemble: positions of submissions in order of choice, repeats included, and its score with each of them. */
export type FoldBlend =
  | { kind: 'blended'; members: number[]; scores: number[] }
  | { kind: 'unblendable'; message: string }
  /** The scorer no longer keeps what these candidates predicted: to be asked again with it. */
  | { kind: 'predictions-missing'; positions: number[] };

/** One fold's ensemble with what its distinct members predicted, in ascending order; `test` empty without test data. */
export interface FoldMembers {
  members: number[];
  train: Buffer[];
  test: Buffer[];
}

/**
 * What each candidate adds (all shares sum to 1), all bagged scores of the ensembles and of each fold's best alone, and how
 * the one goes over into the other.
 */
export interface BlendResult extends BlendScores {
  shares: number[];
  curve: BlendCurvePoint[];
}

/** The worker's end of one scorer process. Requests may overlap; they are answered in order. */
export class Scorer {
  private readonly waiting: ((result: Frame | Error) => void)[] = [];
  private nextId = 0;
  private sent = Promise.resolve();
  private fault: PlatformFault | null = null;
  /** What folds' code may know is the same for every submission, and asked for by each. */
  private readonly foldInputs = new Map<number, Promise<FoldInput>>();
  private foldInputBytes = 0;

  constructor(private readonly process: SandboxedProcess) {
    void this.listen();
  }

  /** Loads the kit and its data. Throws `KitRefused`. `checkScores` also scores the truth against itself. */
  async open(options: { checkScores: boolean }): Promise<OpenedProblem> {
    const { header } = await this.ask({ op: 'open', ...options }, [], openSeconds);
    return expectKind(header, 'opened');
  }

  /** What a fold's code may know. Throws `NotAvailable` when the labels are to be permuted and cannot be. */
  foldInput(foldIndex: number, labels: FoldLabels = 'true'): Promise<FoldInput> {
    if (labels !== 'true') return this.readFoldInput(foldIndex, labels);
    const known = this.foldInputs.get(foldIndex);
    if (known) return known;
    const input = this.readFoldInput(foldIndex, labels);
    this.foldInputs.set(foldIndex, input);
    input.then(
      ({ packed }) => {
        this.foldInputBytes += packed.length;
        if (this.foldInputBytes <= foldInputBytesMax) return;
        this.foldInputBytes -= packed.length;
        this.foldInputs.delete(foldIndex);
      },
      () => this.foldInputs.delete(foldIndex),
    );
    return input;
  }

  private async readFoldInput(foldIndex: number, labels: FoldLabels): Promise<FoldInput> {
    const { header, parts } = await this.ask({ op: 'fold', foldIndex, labels }, [], requestSeconds);
    if (header.kind === 'not-available') throw new NotAvailable(header.reason);
    const [packed] = parts;
    if (!packed) throw new PlatformFault('The scorer sent no fold.');
    return { seed: expectKind(header, 'fold').seed, packed };
  }

  /** Scores one fold's predictions; those that cannot be scored are a value. */
  async score(foldIndex: number, predictions: { train: Buffer; test: Buffer | null }): Promise<ScoringResult> {
    const parts = predictions.test ? [predictions.train, predictions.test] : [predictions.train];
    const { header } = await this.ask({ op: 'score', foldIndex }, parts, requestSeconds);
    return header.kind === 'bad-predictions' ? header : expectKind(header, 'scored');
  }

  /** Scores the predictions averaged over all folds, given in fold order. */
  async bag(train: readonly Buffer[], test: readonly Buffer[]): Promise<Score[]> {
    const { header } = await this.ask({ op: 'bag', folds: train.length }, [...train, ...test], requestSeconds);
    return expectKind(header, 'scored').scores;
  }

  /** The positions of candidates whose predictions in the fold the scorer does not keep. */
  async missingPredictions(foldIndex: number, digests: readonly Digest[]): Promise<number[]> {
    const { header } = await this.ask({ op: 'missing_predictions', foldIndex }, [asBytes(digests)], requestSeconds);
    return expectKind(header, 'predictions-missing').positions;
  }

  /**
   * Chooses one fold's ensemble from what each candidate predicted for the training data in it: `digests` in the
   * candidates' order, and the predictions themselves by position. What was given once is kept as far as it fits.
   */
  async blend(
    foldIndex: number,
    digests: readonly Digest[],
    given: ReadonlyMap<number, Buffer>,
    rule: BlendRule,
  ): Promise<FoldBlend> {
    const request = { op: 'blend', foldIndex, given: [...given.keys()], ...rule };
    const header = await this.askInSteps(request, [asBytes(digests), ...given.values()]);
    if (header.kind === 'unblendable' || header.kind === 'predictions-missing') return header;
    return expectKind(header, 'blended');
  }

  /** Scores the ensembles of all folds, given in fold order; `scoreType` is the one of the curve. */
  async bagBlends(
    folds: readonly FoldMembers[],
    candidates: number,
    scoreType: string,
  ): Promise<({ kind: 'blend-scores' } & BlendResult) | { kind: 'unblendable'; message: string }> {
    const request = { op: 'bag_blends', folds: folds.map((fold) => fold.members), candidates, scoreType };
    const header = await this.askInSteps(
      request,
      folds.flatMap((fold) => [...fold.train, ...fold.test]),
    );
    return header.kind === 'unblendable' ? header : expectKind(header, 'blend-scores');
  }

  /** Scores of a predictor that ignores X on one fold (`null`: bagged over folds). Throws `NotAvailable`. */
  async constant(foldIndex: number | null): Promise<Score[]> {
    const { header } = await this.ask({ op: 'constant', foldIndex }, [], requestSeconds);
    if (header.kind === 'not-available') throw new NotAvailable(header.reason);
    return expectKind(header, 'scored').scores;
  }

  /** What the features give away about folds and target. Reads them once more, so it is for kit checks alone. */
  async rows(): Promise<RowsAnswer> {
    const { header } = await this.ask({ op: 'rows' }, [], requestSeconds);
    return expectKind(header, 'rows');
  }

  /** Asks for what may take long. Whatever others ask for comes in between: the scorer answers in order. */
  private async askInSteps(request: object, parts: readonly Buffer[]): Promise<Answer> {
    let { header } = await this.ask(request, parts, requestSeconds);
    while (header.kind === 'still-blending')
      header = (await this.ask({ op: 'go_on_blending', number: header.number }, [], requestSeconds)).header;
    return header;
  }

  private async ask(
    request: object,
    parts: readonly Buffer[],
    seconds: number,
  ): Promise<{ header: Answer; parts: Buffer[] }> {
    if (this.fault) throw this.fault;
    const id = this.nextId++;
    const arrived = new Promise<Frame | Error>((resolve) => this.waiting.push(resolve));
    // One after the other, so that large requests do not pile up in the channel's buffer.
    this.sent = this.sent.then(() => sendFrame(this.process.channel, { ...request, id }, parts));
    const frame = await withDeadline(arrived, seconds, 'The scorer', () => this.process.kill());
    if (frame instanceof Error) throw frame;
    if (frame.header['id'] !== id) throw new PlatformFault('The scorer answered out of order.');
    const header = answer.parse(frame.header);
    if (header.kind === 'refused') throw new KitRefused(header);
    if (header.kind === 'fault') throw new PlatformFault(`The scorer failed: ${header.detail}`);
    return { header, parts: frame.parts };
  }

  private async listen(): Promise<void> {
    const reader = new FrameReader(this.process.channel, {
      headerBytesMax: 1 << 20,
      partBytesMax: Number.MAX_SAFE_INTEGER,
    });
    try {
      for (let frame = await reader.next(); frame !== null; frame = await reader.next()) this.waiting.shift()?.(frame);
    } catch {
      this.process.kill();
    }
    this.fault = new PlatformFault(`The scorer ${await this.process.ended}.`);
    for (const tell of this.waiting.splice(0)) tell(this.fault);
  }
}

const asBytes = (digests: readonly Digest[]): Buffer => Buffer.from(digests.join(''), 'hex');

function expectKind<K extends Kind>(header: Answer, kind: K): Extract<Answer, { kind: K }> {
  if (header.kind !== kind) throw new PlatformFault(`The scorer answered ${header.kind}, expected ${kind}.`);
  return header as Extract<Answer, { kind: K }>;
}
