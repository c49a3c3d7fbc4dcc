import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { Log } from '@databoard/shared/log';
import type { BagJob } from '@databoard/shared/queues/bag-jobs';
import type { BlendJob } from '@databoard/shared/queues/blend-jobs';
import type { Queue } from '@databoard/shared/queues/define-queue';
import type { FoldJob } from '@databoard/shared/queues/fold-jobs';
import type { KitCheckJob } from '@databoard/shared/queues/kit-check-jobs';
import type { KitJob } from '@databoard/shared/queues/kit-jobs';
import type { Report } from '@databoard/shared/queues/reports';
import type { RescoreJob } from '@databoard/shared/queues/rescore-jobs';
import type { RecordLook } from './audit/record-look.js';
import type { RateLimits } from './auth/rate-limits.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { Event } from './events/event.entity.js';
import type { GatheredReads } from './graphql/gathered-reads.js';
import type { KeptAnswers } from './graphql/kept-answers.js';
import type { Publisher, Subscriber } from './graphql/pubsub.js';
import type { InstancePage } from './instance-pages/instance-page.js';
import type { ViewCounter } from './interactions/view-counter.js';
import type { GitAddresses } from './kit-imports/git-addresses.js';
import type { KitImports } from './kit-imports/kit-imports.js';
import type { BoardCache } from './leaderboard/board-cache.js';
import type { ArtifactUploads } from './problems/artifact-uploads.js';
import type { KitFiles } from './problems/kit-files.js';
import type { QueueForecasts } from './scheduling/queue-forecasts.js';
import type { Scheduler } from './scheduling/scheduler.js';
import type { FoldLogStreams } from './submissions/fold-log-streams.js';
import type { StopJobs } from './submissions/stop-fold-runs.js';
import type { TellWorker } from './workers/tell-worker.js';

/** The queues as the api uses them: jobs out, reports in. */
export interface Queues {
  folds: Queue<FoldJob>;
  bags: Queue<BagJob>;
  kits: Queue<KitJob>;
  kitChecks: Queue<KitCheckJob>;
  blends: Queue<BlendJob>;
  rescores: Queue<RescoreJob>;
  reports: Queue<Report[]>;
}

/** What one process has one of. Made in `app.ts`, handed to whoever names it in its parameters. */
export interface Services {
  config: Config;
  log: Log;
  clock: Clock;
  store: ArtifactStore;
  queues: Queues;
  topics: Publisher & Subscriber;
  rateLimits: RateLimits;
  uploads: ArtifactUploads;
  kitFiles: KitFiles;
  /** What the operator tells everybody. */
  pages: readonly InstancePage[];
  kitImports: KitImports;
  gitAddresses: GitAddresses;
  boards: BoardCache;
  answers: KeptAnswers;
  /** Events by id, for what goes to many at once. */
  eventReads: GatheredReads<Event | null>;
  scheduler: Scheduler;
  forecasts: QueueForecasts;
  stopJobs: StopJobs;
  foldLogs: FoldLogStreams;
  tellWorker: TellWorker;
  recordLook: RecordLook;
  views: ViewCounter;
}
