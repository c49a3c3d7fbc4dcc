import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from '../../packages/worker/dist/cli/graphql-request.js';
import { root } from '../../scripts/root.mjs';
import { openEvent, publishKit, signInAsNewAdmin } from '../platform.mjs';
import { joinTeams, submitPlan } from './clients.mjs';
import { DISTURBANCES, disturb } from './disturb.mjs';
import { EVENTS, makePlan, TIMEOUT_SECONDS } from './plan.mjs';
import { startPlatform } from './platform.mjs';
import { openRecord } from './record.mjs';
import { judge } from './verdict.mjs';

const KIT = path.join(root, 'kits', 'iris');
// Bagged values alone: a mean adds up in the order of rows, so its last digit may differ.
const BOARD = `query ($slug: String!, $offset: Int!) { event(slug: $slug) {
  board(first: 200, offset: $offset) { totalCount rows { submissionName scores { scoreType value } } } } }`;
const POLL_MS = 500;
/** How long what was disturbed may take to settle once it is left alone. */
const SETTLE_SECONDS = 120;
/** Late reports of lost attempts may still come in after the last end. */
const LATE_MS = 3000;

/** The sizes of a run. `spreadSeconds`: the time over which submissions arrive. */
export const SIZES = {
  full: { submissions: 500, teams: 40, spreadSeconds: 150, killSeconds: 5, disturbSeconds: 8, limitSeconds: 1800 },
  short: { submissions: 30, teams: 10, spreadSeconds: 15, killSeconds: 5, disturbSeconds: 3, limitSeconds: 35 },
};

/** What everyone sees: names with their scores, by name. */
async function readBoard(api) {
  const readRows = async (slug, offset = 0) => {
    const { board } = (await request({ api }, BOARD, { slug, offset })).event;
    const next = offset + board.rows.length;
    return next < board.totalCount ? [...board.rows, ...(await readRows(slug, next))] : board.rows;
  };
  const rows = (await Promise.all(Object.values(EVENTS).map((slug) => readRows(slug)))).flat();
  return rows.toSorted((a, b) => (a.submissionName < b.submissionName ? -1 : 1));
}

/** Submits the plan to a fresh platform and waits for its end, with `during` going on meanwhile. */
async function runPlan(plan, { size, platformSettings, onPlatform, logs, log, during }) {
  const platform = await startPlatform({ ...platformSettings, log });
  onPlatform(platform);
  const record = openRecord(platform.databaseUrl);
  try {
    const admin = await signInAsNewAdmin(platform);
    const version = await publishKit(platform, admin, KIT);
    if (version.state !== 'READY') throw new Error(`The kit was refused: ${version.refusalMessage}`);
    for (const slug of Object.values(EVENTS))
      await openEvent(admin, version, slug, { foldTimeoutSeconds: TIMEOUT_SECONDS[slug] });
    const teams = await joinTeams(platform.apiUrl, Object.values(EVENTS), size.teams);
    await record.watch();

    log(`${plan.length} submissions of ${size.teams} teams`);
    const start = Date.now();
    const seconds = () => Math.round((Date.now() - start) / 100) / 10;
    const disturbances = during?.(platform);
    const submitting = { done: false };
    const submitted = submitPlan(plan, teams, platform.apiUrls, during ? size.spreadSeconds : 0);
    submitted.then(
      () => (submitting.done = true),
      (error) => log(`Submitting: ${error.message}`),
    );
    const waitUntil = async (limitSeconds) => {
      for (let told = 0; seconds() < limitSeconds; await sleep(POLL_MS)) {
        const progress = await record.progress();
        if (submitting.done && progress?.unfinished === 0) return true;
        if (progress && seconds() - told > 10) {
          told = seconds();
          log(`${told} s: ${progress.submissions} submitted, ${progress.unfinished} going on`);
        }
      }
      return false;
    };
    let isEnded = await waitUntil(size.limitSeconds);
    const disturbedSeconds = seconds();
    const disturbed = await disturbances?.stop();
    isEnded ||= await waitUntil(seconds() + SETTLE_SECONDS);
    const endedSeconds = seconds();
    await sleep(LATE_MS);
    const { retries } = isEnded ? await submitted : { retries: null };
    return {
      ...(await record.read()),
      board: await readBoard(platform.apiUrl),
      seconds: endedSeconds,
      disturbedSeconds,
      disturbed,
      retries,
      surprises: platform.surprises,
    };
  } finally {
    await record.close();
    if (logs) platform.keepLogs(path.join(logs, during ? 'disturbed' : 'calm'));
    await platform.stop();
  }
}

/**
 * The same submissions twice, each time on a fresh platform: left in peace, and disturbed. Answers with the verdict.
 * `onPlatform` hears of each platform as it starts, so that the caller can stop it.
 */
export async function runChaos(asked) {
  const { size, seed, workers, slots, s3, logs, log, onPlatform = () => {} } = asked;
  const only = asked.only ?? Object.keys(DISTURBANCES);
  const plan = makePlan({ seed, ...size });
  const platformSettings = { workers, slots, s3 };
  const shared = { size, platformSettings, logs, onPlatform };
  log(`Seed ${seed}. First in peace`);
  const calm = await runPlan(plan, { ...shared, log: (line) => log(`calm: ${line}`) });
  log(`In peace it took ${calm.seconds} s. Now disturbed`);
  const { killSeconds, disturbSeconds } = size;
  const during = (platform) => disturb(platform, { seed, killSeconds, disturbSeconds, only, log });
  const record = await runPlan(plan, { ...shared, log, during });
  return {
    seed,
    submissions: plan.length,
    teams: size.teams,
    workers,
    ...judge(plan, record, calm),
    calmSeconds: calm.seconds,
    seconds: record.seconds,
    disturbedSeconds: record.disturbedSeconds,
    disturbances: record.disturbed,
    submitRetries: record.retries,
    surprises: record.surprises,
    calmSurprises: calm.surprises,
  };
}
