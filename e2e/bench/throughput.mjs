import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRedis } from '../../packages/shared/dist/redis.js';
import { openBenchEvent, readSample } from '../../packages/worker/dist/bench/bench-event.js';
import { request } from '../../packages/worker/dist/cli/graphql-request.js';
import { root } from '../../scripts/root.mjs';
import { barePerMinute, warmBarePerMinute } from './bare-throughput.mjs';
import { fillBoard } from './fill-board.mjs';
import { openDatabase } from './open-database.mjs';
import { cpuSecondsOf, groupProcesses } from './processes.mjs';
import { forEachOf, joinTeams, submitAs } from './teams.mjs';

const POLL_MS = 200;
const BARE_PROCESSES = 8; // before the run and again after it: a shared machine changes its speed
const SUBMITS_AT_ONCE = 8;
const COUNTS = `select e.state, count(*)::int as count from evaluation e join submission s on s.id = e.submission_id
  where s.name like 'bench-%' group by e.state`;

const BOARD = 'query ($slug: String!) { event(slug: $slug) { board(first: 1) { size } } }';

// What the run asked of the services. PostgreSQL counts with a delay of up to a second.
const COUNTED_AFTER_MS = 1200;
const WORK = `select xact_commit::int as transactions, (tup_inserted + tup_updated + tup_deleted)::int as "rowsWritten"
  from pg_stat_database where datname = current_database()`;

async function readWork(database, redis) {
  await sleep(COUNTED_AFTER_MS);
  const { rows } = await database.query(WORK);
  const redisCommands = Number(/^total_commands_processed:(\d+)/m.exec(await redis.info('stats'))?.[1] ?? 0);
  return { ...rows[0], redisCommands };
}

const round = (value) => Math.round(value * 100) / 100;
const differences = (before, after, share) =>
  Object.fromEntries(Object.keys(after).map((key) => [key, round((after[key] - before[key]) / share)]));

/** How many submissions per minute the whole platform scores, next to bare Python in the same run. */
export async function run({ stack, token, args, log }) {
  const { values } = parseArgs({
    args,
    options: {
      kit: { type: 'string', default: path.join(root, 'kits', 'iris') },
      submission: { type: 'string', default: 'starting_kit' },
      submissions: { type: 'string', default: '200' },
      teams: { type: 'string', default: '40' },
      board: { type: 'string', default: '0' },
      json: { type: 'boolean' },
    },
  });
  const [submissions, teamCount, board] = [values.submissions, values.teams, values.board].map(Number);
  const kit = path.resolve(values.kit);
  const python = stack.env.PYTHON;
  const api = stack.apiUrl;
  log(`Publishing ${kit}, signing ${teamCount} teams up`);
  const eventSlug = await openBenchEvent({ api, adminToken: token, python }, kit);
  const files = await readSample(kit, values.submission);
  const teams = await joinTeams(api, eventSlug, teamCount);
  const database = await openDatabase(stack.env.DATABASE_URL);
  const redis = createRedis({ url: stack.env.REDIS_URL, embedded: stack.env.REDIS_EMBEDDED === '1' });
  redis.on('error', () => {}); // it goes away with the stack
  const stateCounts = async (statement = COUNTS) =>
    Object.fromEntries((await database.query(statement)).rows.map(({ state, count }) => [state, count]));
  const isGoingOn = (counts) => ['NEW', 'RUNNING', 'BAGGING'].some((state) => counts[state] > 0);

  const warmUp = await submitAs(teams[0], eventSlug, files, 'warm-up');
  while (isGoingOn(await stateCounts('select state, count(*)::int as count from evaluation group by state')))
    await sleep(POLL_MS);
  if (board > 0) {
    log(`Filling the board with ${board} scored submissions`);
    await fillBoard(database, warmUp.id, board);
  }
  const bare = async () => barePerMinute(python, kit, values.submission, BARE_PROCESSES);
  log('The same folds bare: a fresh Python per submission, two at a time; then two with everything imported');
  const before = { bare: await bare(), warm: await warmBarePerMinute(python, kit, values.submission) };

  log(`${submissions} submissions of ${teamCount} teams`);
  const workBefore = await readWork(database, redis);
  const cpuBefore = cpuSecondsOf(groupProcesses(stack));
  const start = performance.now();
  const turns = Array.from({ length: submissions }, (_, index) => teams[index % teamCount]);
  let submitSeconds;
  const submitted = forEachOf(turns, SUBMITS_AT_ONCE, (team) => submitAs(team, eventSlug, files)).then(() => {
    submitSeconds = (performance.now() - start) / 1000;
  });
  submitted.catch(() => {}); // awaited below
  let states = {};
  while (submitSeconds === undefined || isGoingOn(states)) {
    await Promise.race([submitted, sleep(POLL_MS)]); // throws when the platform refuses
    await sleep(submitSeconds === undefined ? 0 : POLL_MS);
    states = await stateCounts();
    log(JSON.stringify(states));
  }
  const minutes = (performance.now() - start) / 60_000;
  const cpuAfter = cpuSecondsOf(groupProcesses(stack));
  const workAfter = await readWork(database, redis);
  redis.disconnect();
  const folds = await database.query('select count(*)::int as count from fold_run where attempt > 1');
  const after = { bare: await bare(), warm: await warmBarePerMinute(python, kit, values.submission) };
  await database.end();
  const { event } = await request({ api }, BOARD, { slug: eventSlug });

  const perMinute = (states.SCORED ?? 0) / minutes;
  const [bareMean, warmMean] = ['bare', 'warm'].map((key) => (before[key] + after[key]) / 2);
  return {
    kit: path.basename(kit),
    submission: values.submission,
    submissions,
    teams: teamCount,
    board,
    perMinute: round(perMinute),
    barePerMinute: round(bareMean),
    ratioToBare: round(perMinute / bareMean),
    warmBarePerMinute: round(warmMean),
    ratioToWarmBare: round(perMinute / warmMean),
    seconds: round(minutes * 60),
    submitSeconds: round(submitSeconds),
    states,
    boardRows: event.board.size,
    foldsTriedAgain: folds.rows[0].count,
    cpuSeconds: differences(cpuBefore, cpuAfter, 1),
    perSubmission: differences(workBefore, workAfter, submissions),
  };
}
