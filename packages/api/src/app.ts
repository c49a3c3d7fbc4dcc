import { setTimeout as sleep } from 'node:timers/promises';
import 'reflect-metadata';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { openArtifactStore } from '@databoard/shared/artifacts/open-artifact-store';
import { announceCancelled } from '@databoard/shared/cancellations';
import { createLog, type Log } from '@databoard/shared/log';
import { bagJobs } from '@databoard/shared/queues/bag-jobs';
import { blendJobs } from '@databoard/shared/queues/blend-jobs';
import { openQueue } from '@databoard/shared/queues/define-queue';
import { foldJobs } from '@databoard/shared/queues/fold-jobs';
import { kitCheckJobs } from '@databoard/shared/queues/kit-check-jobs';
import { kitJobs } from '@databoard/shared/queues/kit-jobs';
import { reports } from '@databoard/shared/queues/reports';
import { rescoreJobs } from '@databoard/shared/queues/rescore-jobs';
import { createRedis } from '@databoard/shared/redis';
import type { WorkerSign } from '@databoard/shared/worker-sign';
import fastifyCookie, { fastifyCookie as cookies } from '@fastify/cookie';
import { MikroORM } from '@mikro-orm/postgresql';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { createLookRecorder } from './audit/record-look.js';
import { serveOidc } from './auth/oidc.routes.js';
import { createRateLimits } from './auth/rate-limits.js';
import { blendRegularly } from './blending/blend-when-due.js';
import { type Clock, systemClock } from './clock.js';
import type { Config } from './config.js';
import { findEventById } from './events/event.queries.js';
import { createStandingReader } from './events/viewer-standing.js';
import { buildSchema } from './graphql/build-schema.js';
import { executeForClass } from './graphql/execute-for-class.js';
import { createExecutor } from './graphql/executor.js';
import { GatheredReads } from './graphql/gathered-reads.js';
import { serveGraphqlOverHttp } from './graphql/http.js';
import { httpContextOf } from './graphql/http-context.js';
import { KeptAnswers } from './graphql/kept-answers.js';
import { limits } from './graphql/limits.js';
import { createTopics } from './graphql/pubsub.js';
import { serveGraphqlOverWebSocket } from './graphql/websocket.js';
import { readInstancePages } from './instance-pages/read-instance-pages.js';
import { createViewCounter } from './interactions/view-counter.js';
import { gitAddresses } from './kit-imports/git-addresses.js';
import { defaultImportLimits } from './kit-imports/import-limits.js';
import { removeAbandonedScratch } from './kit-imports/import-scratch.js';
import { KitImports } from './kit-imports/kit-imports.js';
import { BoardCache } from './leaderboard/board-cache.js';
import { serveBoardFiles } from './leaderboard/serve-board-files.js';
import { deliverNews } from './notifications/deliver-news.js';
import { createMailer } from './notifications/mailer.js';
import { serveOneClickUnsubscribe } from './notifications/one-click-unsubscribe.js';
import { ormOptions } from './orm.js';
import { ArtifactUploads } from './problems/artifact-uploads.js';
import { KitFiles } from './problems/kit-files.js';
import { removeDeletedKits } from './problems/remove-deleted-kits.js';
import { serveKits } from './problems/serve-kits.js';
import { removeOldRows } from './remove-old-rows.js';
import { consumeReports } from './report.consumer.js';
import { runRegularly } from './run-regularly.js';
import { dispatchDueFolds } from './scheduling/dispatch-due-folds.js';
import { QueueForecasts } from './scheduling/queue-forecasts.js';
import { createScheduler } from './scheduling/scheduler.js';
import type { Services } from './services.js';
import { FoldLogStreams } from './submissions/fold-log-streams.js';
import { serveSubmissionZip } from './submissions/serve-submission-zip.js';
import { sweepRegularly } from './sweep.js';
import { waitForDatabase } from './wait-for-database.js';
import { addSecurityHeaders, serveWeb } from './web.js';
import { applyWorkerSign } from './workers/apply-worker-sign.js';
import { createTellWorker } from './workers/tell-worker.js';
import { consumeWorkerSigns } from './workers/worker-sign.consumer.js';

/** Twice what a request may take by default: what still runs then has nobody waiting for it. */
const statementSeconds = 120;

/** Lets the database end statements that run for too long. Said on each connection: connection poolers refuse it at the start. */
const limitStatements = (pool: Pool): void => {
  pool.on('connect', (client) => {
    // Where it fails the connection is broken, which whoever uses it finds out.
    client.query(`set statement_timeout = '${statementSeconds}s'`).catch(() => undefined);
  });
};

/** How often rows that are kept for days are looked at. */
const removeOldRowsSeconds = 600;

/** A running api process. */
export interface App {
  http: FastifyInstance;
  orm: MikroORM;
  services: Services;
  /** Listens and returns the address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

const roundEndsMs = 3000;

/** The composition root: makes every part once and hands each what it names. Tests replace clock and log. */
export async function createApp(config: Config, replaced: { clock?: Clock; log?: Log } = {}): Promise<App> {
  const log = replaced.log ?? createLog('api', config.logLevel);
  const clock = replaced.clock ?? systemClock;
  const pages = await readInstancePages(config.pagesFolder, config);
  const orm = await MikroORM.init(
    ormOptions(config.databaseUrl, { driverOptions: { onPoolCreated: limitStatements } }),
  );

  const onRedisError = (err: unknown) => log.warn({ err }, 'trouble with Redis');
  const publishClient = createRedis(config.redis);
  // It would check with a command that is not allowed once it has subscribed, which it may at once.
  const subscribeClient = createRedis(config.redis, { enableReadyCheck: false });
  // Counting must fail fast when Redis is away, where everything else waits for it to come back.
  const countClient = createRedis(config.redis, { maxRetriesPerRequest: 0, enableOfflineQueue: false });
  const clients = [publishClient, subscribeClient, countClient];
  for (const client of clients) client.on('error', onRedisError);

  // Lost fold, bag and kit jobs are the workers' to notice; a lost report's rows are swept like any other unfinished work.
  const listener = { onError: onRedisError, onLost: (jobId: string) => log.warn({ jobId }, 'a report was lost') };
  const queues = {
    folds: openQueue(foldJobs, config.redis, listener),
    bags: openQueue(bagJobs, config.redis, listener),
    kits: openQueue(kitJobs, config.redis, listener),
    kitChecks: openQueue(kitCheckJobs, config.redis, listener),
    blends: openQueue(blendJobs, config.redis, listener),
    rescores: openQueue(rescoreJobs, config.redis, listener),
    reports: openQueue(reports, config.redis, listener),
  };
  const store = openArtifactStore(config.artifacts);
  const topics = createTopics(publishClient, subscribeClient);
  const uploads = new ArtifactUploads(config.uploadsFolder, store);
  const scheduler = createScheduler({
    dispatch: () => dispatchDueFolds({ em: orm.em, queues, clock }),
    waiting: () => queues.folds.waiting(),
    log,
  });
  const git = gitAddresses(config.gitInternalOrigins);
  const kitImports = new KitImports({
    em: orm.em,
    clock,
    store,
    queues,
    log,
    gitAddresses: git,
    limits: defaultImportLimits,
    scratchFolder: config.uploadsFolder,
  });
  const schema = buildSchema();
  const execute = createExecutor(schema, { timeoutSeconds: config.requestSeconds });
  const boards = new BoardCache();
  const views = createViewCounter({ em: orm.em, clock, log });
  const services: Services = {
    config,
    log,
    clock,
    store,
    queues,
    topics,
    rateLimits: createRateLimits(countClient, config),
    uploads,
    kitFiles: new KitFiles(store),
    pages,
    kitImports,
    gitAddresses: git,
    boards,
    answers: new KeptAnswers({
      readStanding: createStandingReader({ em: orm.em, clock, config }),
      executeForClass: executeForClass({ schema, execute }, { em: orm.em, clock, boards }),
      views,
    }),
    eventReads: new GatheredReads((id) => findEventById(orm.em.fork(), id)),
    tellWorker: createTellWorker(publishClient, log),
    recordLook: createLookRecorder({ em: orm.em, clock, log }),
    views,
    scheduler,
    forecasts: new QueueForecasts(),
    stopJobs: (jobIds) => announceCancelled(publishClient, jobIds),
    foldLogs: new FoldLogStreams(publishClient, log),
  };
  const deps = { services, em: orm.em };

  const http = Fastify({
    bodyLimit: limits.bodyBytes,
    trustProxy: config.isProxyTrusted,
    // Fastify would turn Node's own limit off; a chunk of an upload on a slow line fits.
    requestTimeout: 120_000,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: true,
  });
  addSecurityHeaders(http, { isHttps: config.publicOrigin?.startsWith('https:') ?? false });
  await http.register(fastifyCookie);
  await serveGraphqlOverHttp(http, { schema, execute }, deps);
  await serveKits(http, { store, log, contextOf: httpContextOf(deps) });
  serveBoardFiles(http, { log, contextOf: httpContextOf(deps) });
  const closeSockets = serveGraphqlOverWebSocket(http.server, schema, { ...deps, parseCookie: cookies.parse });
  http.addHook('preClose', closeSockets);
  http.get('/healthz', async (_request, reply) => {
    const isReady = await orm.isConnected();
    return reply.code(isReady ? 200 : 503).send({ database: isReady, redis: publishClient.status });
  });
  await serveOneClickUnsubscribe(http, { em: orm.em });
  if (config.oidc !== null) serveOidc(http, config.oidc, deps);
  serveSubmissionZip(http, deps);
  if (config.webDist !== null) await serveWeb(http, config.webDist);

  const mailer = createMailer(config.mailPlace, config.mailFrom);
  let stopDelivering = async () => {};
  let stopRemoving = async () => {};
  let stopSweeping = async () => {};
  let stopBlending = async () => {};
  let stopHearing = async () => {};
  return {
    http,
    orm,
    services,
    async listen() {
      await waitForDatabase(orm, log);
      const pending = await orm.migrator.getPending();
      if (pending.length > 0) throw new Error('The database needs its migrations: run dist/migrate.js first.');
      consumeReports({ ...services, em: orm.em });
      const signed = (sign: WorkerSign) => applyWorkerSign(sign, { ...services, em: orm.em });
      stopHearing = consumeWorkerSigns(subscribeClient, config.redis, log, signed);
      stopSweeping = sweepRegularly(config.sweepSeconds, { ...services, em: orm.em });
      stopBlending = blendRegularly(config.blendQuietSeconds, { ...services, em: orm.em });
      await uploads.removeAbandoned(clock.now());
      await removeAbandonedScratch(config.uploadsFolder, clock.now());
      if (store instanceof LocalArtifactStore) await store.removeAbandoned();
      const address = await http.listen({ host: config.host, port: config.port });
      if (config.mailPlace.kind === 'folder')
        log.warn(
          { folder: config.mailPlace.folder },
          'no SMTP_URL: mails are written into a folder and sent to nobody',
        );
      const origin = config.publicOrigin ?? reachable(address);
      stopDelivering = runRegularly(
        config.mailSeconds,
        async () => {
          await services.views.flush();
          await deliverNews({ ...services, em: orm.em, mailer, origin });
        },
        {
          log,
          failed: 'delivering news failed; the next round will try again',
          firstAfterSeconds: config.mailSeconds,
        },
      );
      stopRemoving = runRegularly(
        removeOldRowsSeconds,
        async () => {
          await removeOldRows({ ...services, em: orm.em });
          await removeDeletedKits({ ...services, em: orm.em });
        },
        {
          log,
          failed: 'removing old rows failed; it is tried again later',
          firstAfterSeconds: 10,
        },
      );
      return address;
    },
    async close() {
      // What is under way would wait for a Redis that is gone, and the database for it; with Redis away it may not end at all.
      await Promise.race([
        Promise.all([stopSweeping(), stopBlending()]),
        sleep(roundEndsMs, undefined, { ref: false }),
      ]);
      mailer.close();
      await Promise.all([stopDelivering(), stopRemoving()]);
      await services.views.flush();
      // First of all: signs never cease, and what they make known needs Redis.
      await stopHearing();
      await http.close();
      await kitImports.close();
      await queues.reports.drain();
      await scheduler.close();
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      topics.close();
      services.foldLogs.close();
      for (const client of clients) client.disconnect();
      await orm.close();
    },
  };
}

/** An address that can be opened: an api that listens everywhere is reached on this machine at least. */
const reachable = (address: string): string =>
  new URL(address.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//localhost')).origin;
