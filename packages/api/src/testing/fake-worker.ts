import { createHash } from 'node:crypto';
import type { BlendOutcome } from '@databoard/shared/blend';
import type { CheckedScore } from '@databoard/shared/kit-check';
import type { BagOutcome, FoldOutcome, FoldUsage } from '@databoard/shared/outcome';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import { type BagJob, bagJobs } from '@databoard/shared/queues/bag-jobs';
import { type BlendJob, blendJobs } from '@databoard/shared/queues/blend-jobs';
import { openQueue } from '@databoard/shared/queues/define-queue';
import { type FoldJob, foldJobs } from '@databoard/shared/queues/fold-jobs';
import { type KitCheckJob, kitCheckJobs } from '@databoard/shared/queues/kit-check-jobs';
import { type KitJob, kitJobs } from '@databoard/shared/queues/kit-jobs';
import { type KitCheckOutcome, type KitOutcome, type Report, reports } from '@databoard/shared/queues/reports';
import { type RescoreJob, rescoreJobs } from '@databoard/shared/queues/rescore-jobs';
import type { RescoringOutcome } from '@databoard/shared/rescored-evaluation';

/** What a fake worker makes of its jobs. Undefined means it reports nothing, as if it had died. */
export interface Script {
  fold(job: FoldJob): FoldOutcome | undefined | Promise<FoldOutcome | undefined>;
  bag(job: BagJob): BagOutcome | undefined | Promise<BagOutcome | undefined>;
  kit(job: KitJob): KitOutcome | undefined;
  kitCheck(job: KitCheckJob): KitCheckOutcome | undefined | Promise<KitCheckOutcome | undefined>;
  blend(job: BlendJob): BlendOutcome | undefined | Promise<BlendOutcome | undefined>;
  rescore(job: RescoreJob): RescoringOutcome | undefined | Promise<RescoringOutcome | undefined>;
}

export const description: ProblemDescription = {
  title: 'Iris classification',
  workflow: 'Estimator',
  predictionType: 'multiclass',
  elements: [{ name: 'estimator', fileName: 'estimator.py', isPython: true }],
  scoreTypes: [
    { name: 'acc', precision: 2, isLowerTheBetter: false, minimum: 0, maximum: 1 },
    { name: 'error', precision: 2, isLowerTheBetter: true, minimum: 0, maximum: 1 },
  ],
  leaderboardScoreKind: 'bagged',
  folds: [
    { trainRows: 80, validRows: 40 },
    { trainRows: 80, validRows: 40 },
  ],
  trainRows: 120,
  testRows: 30,
  notebook: null,
  exposed: [],
  sampleSubmissions: ['other', 'starting_kit'],
  environment: { python: '3.11.2' },
  warnings: [],
  featuresDigest: createHash('sha256').update('features').digest('hex'),
  foldsDigest: createHash('sha256').update('folds').digest('hex'),
};

const anyDigest = createHash('sha256').update('predictions').digest('hex');

export const usage: FoldUsage = {
  trainSeconds: 0.25,
  validSeconds: 0.01,
  testSeconds: 0.02,
  cpuSeconds: 0.3,
  peakMemoryMiB: 120,
  wallSeconds: 0.5,
};

const scoresOf = (value: number) =>
  (['train', 'valid', 'test'] as const).flatMap((step) => [
    { scoreType: 'acc', step, value },
    { scoreType: 'error', step, value: 1 - value },
  ]);

export const scoredFold = (value: number): FoldOutcome => ({
  kind: 'scored',
  scores: scoresOf(value),
  predictions: { train: anyDigest, test: anyDigest },
  usage,
  logDigest: null,
});

export const scoredBag = (value: number): BagOutcome => ({
  kind: 'scored',
  scores: scoresOf(value).filter(({ step }) => step !== 'train'),
});

/**
 * Ensembles of the described kit's two folds; the score is that of the ensembles, each fold's best alone has less. Each
 * member but the first adds the same to its fold's score, and so does each size.
 */
export const blended = (first: number[], second: number[], value = 0.95): BlendOutcome => ({
  kind: 'blended',
  folds: [{ members: first }, { members: second }],
  combined: scoresOf(value).filter(({ step }) => step !== 'train'),
  foldwiseBest: scoresOf(value - 0.05).filter(({ step }) => step !== 'train'),
  curve: {
    folds: [first, second].map(({ length }) => risingTo(value, length)),
    combined: risingTo(value, Math.max(first.length, second.length)).map((score, index) => ({
      ...{ size: index + 1, value: score },
    })),
  },
  seconds: 0.01,
});

const risingTo = (value: number, length: number) =>
  Array.from({ length }, (_, index) => value - (0.05 * (length - 1 - index)) / Math.max(1, length - 1));

/** Every fold and the bag under another version. */
export const rescored = (value: number, folds = 2): RescoringOutcome => ({
  kind: 'rescored',
  result: {
    folds: Array.from({ length: folds }, () => ({ kind: 'scored', scores: scoresOf(value) })),
    bagged: scoresOf(value).filter(({ step }) => step !== 'train'),
  },
});

const checkedRun = (scores: CheckedScore[]) => ({ scores, failedFold: null, message: null });
const seconds = { train: 0.5, valid: 0.02, test: 0.04, wall: 0.7 };

/** A check of the described kit that has one score that is not finite, and one finding. */
export const checkedKit: KitCheckOutcome = {
  kind: 'checked',
  check: {
    startingKit: {
      ...checkedRun([
        { scoreType: 'acc', step: 'test', foldIndex: 0, value: 0.75 },
        { scoreType: 'acc', step: 'test', foldIndex: null, value: 0.8125 },
      ]),
      name: 'starting_kit',
    },
    constant: checkedRun([{ scoreType: 'acc', step: 'valid', foldIndex: 1, value: Number.NEGATIVE_INFINITY }]),
    permuted: { scores: [], failedFold: 1, message: 'ValueError' },
    seconds,
    slowestFoldSeconds: 0.3,
    peakMemoryMiB: 120,
    isRepeatable: true,
    repeatDifference: 0,
    rows: [{ validRows: 40, inTrain: 0, likeTrain: null, testLikeTrain: null }],
    testRows: 30,
    tellingColumns: [{ name: 'species', how: 'equals' }],
    findings: [{ severity: 'error', text: 'X holds the target.' }],
  },
};

export const failedFold = (message = 'ValueError in estimator.py'): FoldOutcome => ({
  kind: 'submission-failed',
  failure: {
    state: 'TRAINING_ERROR',
    reason: 'EXCEPTION',
    message,
    exceptionMessage: 'secret-from-data',
    frames: [{ fileName: 'estimator.py', line: 3, functionName: 'fit', code: 'raise ValueError(x)' }],
  },
  usage,
  logDigest: null,
});

/** Takes jobs from the real queues and reports as a worker does, without running anything. */
export class FakeWorker {
  private successor: FakeWorker | null = null;
  script: Script = {
    fold: ({ foldIndex }) => scoredFold(0.8 + foldIndex / 10),
    bag: () => scoredBag(0.9),
    kit: () => ({ kind: 'described', description }),
    kitCheck: () => checkedKit,
    blend: () => blended([0], [0]),
    rescore: ({ folds }) => rescored(0.5, folds.length),
  };
  readonly jobs: (FoldJob | BagJob | KitJob)[] = [];
  readonly kitChecks: KitCheckJob[] = [];
  readonly blends: BlendJob[] = [];
  readonly rescores: RescoreJob[] = [];
  readonly arrivals: number[] = [];
  /** One report a message; a real worker sends what it has ready together. */
  readonly reports;
  private readonly queues;
  private readonly worker = 'fake';

  constructor(private readonly redis: { url: string; embedded: boolean }) {
    const ignore = { onError: () => undefined, onLost: () => undefined };
    const outbox = openQueue(reports, redis, ignore);
    this.reports = {
      send: (report: Report) => outbox.send([report]),
      sendBatch: (batch: Report[]) => outbox.send(batch),
      depth: () => outbox.depth(),
      close: () => outbox.close(),
    };
    this.queues = {
      folds: openQueue(foldJobs, redis, ignore),
      bags: openQueue(bagJobs, redis, ignore),
      kits: openQueue(kitJobs, redis, ignore),
      kitChecks: openQueue(kitCheckJobs, redis, ignore),
      blends: openQueue(blendJobs, redis, ignore),
      rescores: openQueue(rescoreJobs, redis, ignore),
    };
  }

  start(): this {
    const { worker } = this;
    const took = (job: FoldJob | BagJob | KitJob) => {
      this.jobs.push(job);
      this.arrivals.push(performance.now());
      return { attempt: job.attempt, worker };
    };
    this.queues.folds.process(2, async (job) => {
      const common = took(job);
      const outcome = await this.script.fold(job);
      if (outcome) await this.reports.send({ kind: 'fold-ended', foldRunId: job.foldRunId, ...common, outcome });
    });
    this.queues.bags.process(1, async (job) => {
      const common = took(job);
      const outcome = await this.script.bag(job);
      if (outcome) await this.reports.send({ kind: 'bag-ended', evaluationId: job.evaluationId, ...common, outcome });
    });
    this.queues.kits.process(1, async (job) => {
      const common = took(job);
      const outcome = this.script.kit(job);
      if (outcome) {
        await this.reports.send({ kind: 'kit-ended', problemVersionId: job.problemVersionId, ...common, outcome });
      }
    });
    this.queues.kitChecks.process(1, async (job) => {
      this.kitChecks.push(job);
      const outcome = await this.script.kitCheck(job);
      const { problemVersionId, attempt } = job;
      if (outcome) await this.reports.send({ kind: 'kit-checked', problemVersionId, attempt, worker, outcome });
    });
    this.queues.blends.process(1, async (job) => {
      this.blends.push(job);
      const outcome = await this.script.blend(job);
      const { blendId, attempt } = job;
      if (outcome) await this.reports.send({ kind: 'blend-ended', blendId, attempt, worker, outcome });
    });
    this.queues.rescores.process(1, async (job) => {
      this.rescores.push(job);
      const outcome = await this.script.rescore(job);
      const { rescoredEvaluationId, attempt } = job;
      if (outcome) await this.reports.send({ kind: 'rescored', rescoredEvaluationId, attempt, worker, outcome });
    });
    return this;
  }

  /** Another worker beside this one, as if this one hung for good; it shares script and record. */
  takeOver(): void {
    const successor = new FakeWorker(this.redis);
    const { script, jobs, kitChecks, blends, rescores, arrivals } = this;
    Object.assign(successor, { script, jobs, kitChecks, blends, rescores, arrivals });
    this.successor = successor.start();
  }

  async close(): Promise<void> {
    await this.successor?.close();
    await Promise.all([...Object.values(this.queues), this.reports].map((queue) => queue.close()));
  }
}
