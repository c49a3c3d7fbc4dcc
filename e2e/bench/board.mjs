import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { openBenchEvent, readSample } from '../../packages/worker/dist/bench/bench-event.js';
import { request } from '../../packages/worker/dist/cli/graphql-request.js';
import { root } from '../../scripts/root.mjs';
import { freePort } from '../../scripts/services/processes.mjs';
import { countStatements } from './count-statements.mjs';
import { fillBoard } from './fill-board.mjs';
import { openDatabase } from './open-database.mjs';
import { cpuSecondsOf, groupProcesses, residentMiB } from './processes.mjs';
import { joinTeams, submitAs } from './teams.mjs';

const ROWS = 100;
const SMALL = 1000;
const LARGE = 100_000;
const CONNECTIONS = 8;
const COLD_TRIALS = 5;
const UNFINISHED = `select count(*)::int as count from evaluation where state in ('NEW', 'RUNNING', 'BAGGING')`;

/** A page of the board as the web page asks for it. */
const BOARD = `query ($slug: String!, $first: Int!, $offset: Int!) { event(slug: $slug) { id slug title phase
  board(first: $first, offset: $offset) { kind version columns size totalCount offset inProgressCount failedCount
    scoreTypes { name precision isLowerTheBetter } blend { state computedAt memberCount scores { scoreType step value } }
    rows { submissionId rank isTied move teamName submissionName isMine state reason trainSeconds validSeconds testSeconds
           peakMemoryMiB contributivity historicalContributivity submittedAt scores { scoreType step value mean std } } } } }`;

// One new score: another value of one submission, and the mark that the api makes in the same transaction.
const NEW_SCORE = `
  with chosen as (
    select e.id, e.submission_id, p.event_id from evaluation e join submission s on s.id = e.submission_id
      join participation p on p.id = s.participation_id
     where s.name = $1 and e.is_current limit 1),
  scored as (
    update score set value = random() from chosen
     where score.evaluation_id = chosen.id and fold_run_id is null and step = 'valid'),
  touched as (
    update event set board_version = board_version + 1, board_marks = board_marks + 1 from chosen
     where event.id = chosen.event_id returning event.id, board_version)
  insert into board_change (submission_id, event_id, version)
  select chosen.submission_id, touched.id, touched.board_version from chosen, touched
  on conflict (submission_id) do update set version = excluded.version`;

const anyName = (size) => `board-${String(1 + Math.floor(Math.random() * (size - 1))).padStart(7, '0')}`;
const round = (value) => Math.round(value * 100) / 100;

/** How fast one api process serves the public board, from 1,000 and from 100,000 submissions. */
export async function run({ stack, token, args, log }) {
  const { values } = parseArgs({
    args,
    options: {
      kit: { type: 'string', default: path.join(root, 'kits', 'iris') },
      submission: { type: 'string', default: 'starting_kit' },
      large: { type: 'string', default: String(LARGE) },
      seconds: { type: 'string', default: '10' },
      json: { type: 'boolean' },
    },
  });
  const [large, seconds] = [values.large, values.seconds].map(Number);
  const kit = path.resolve(values.kit);
  const api = stack.apiUrl;
  const slug = await openBenchEvent({ api, adminToken: token, python: stack.env.PYTHON }, kit);
  const teams = await joinTeams(api, slug, 20);
  const database = await openDatabase(stack.env.DATABASE_URL);
  const { id } = await submitAs(teams[0], slug, await readSample(kit, values.submission), 'first');
  while ((await database.query(UNFINISHED)).rows[0].count > 0) await sleep(100);
  await fillBoard(database, id, SMALL - 1);

  /** Eight connections that ask without pause; `offsetOf` chooses each one's page, `cookieOf` who asks. */
  const load = async (offsetOf, { cookieOf = () => undefined, isExecuted = false } = {}) => {
    // A request with extensions is never answered from what is kept.
    const more = isExecuted ? { extensions: {} } : {};
    const headers = { 'content-type': 'application/json' };
    const setupRequest = (each) => {
      const cookie = cookieOf();
      const body = JSON.stringify({ query: BOARD, variables: { slug, first: ROWS, offset: offsetOf() }, ...more });
      return { ...each, body, headers: { ...headers, ...(cookie ? { cookie } : {}) } };
    };
    const page = { method: 'POST', path: '/graphql', headers, setupRequest };
    const times = [];
    const running = autocannon({ url: api, connections: CONNECTIONS, duration: seconds, requests: [page] });
    running.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
    const { errors, non2xx, requests, throughput } = await running;
    if (errors > 0 || non2xx > 0) throw new Error(`${errors} errors, ${non2xx} refusals`);
    times.sort((a, b) => a - b);
    const percentile = (share) => round(times[Math.min(times.length - 1, Math.floor(share * times.length))]);
    return {
      perSecond: round(requests.average),
      total: requests.total,
      bytes: throughput.total,
      ...{ p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) },
    };
  };
  const check = async (expected) => {
    const { event } = await request({ api }, BOARD, { slug, first: ROWS, offset: 0 });
    if (event.board.totalCount !== expected) throw new Error(`${event.board.totalCount} rows instead of ${expected}`);
    return event.board;
  };

  const rowsOnPage = (await check(SMALL)).rows.length;
  await load(() => 0);
  log(`The first page of ${SMALL} rows: anonymous, executed each time, signed in`);
  const cpuBefore = cpuSecondsOf(groupProcesses(stack));
  const anonymous = await load(() => 0);
  const cpuAfter = cpuSecondsOf(groupProcesses(stack));
  const anyTeam = () => teams[Math.floor(Math.random() * teams.length)].cookie;
  const executed = await load(() => 0, { cookieOf: anyTeam, isExecuted: true });
  await load(() => 0, { cookieOf: anyTeam });
  const cpuKept = cpuSecondsOf(groupProcesses(stack));
  const signedIn = await load(() => 0, { cookieOf: anyTeam });
  const cpuKeptAfter = cpuSecondsOf(groupProcesses(stack));
  log('The same while a new score arrives every second');
  const following = await whileScoring(database, SMALL, () => load(() => 0, { cookieOf: anyTeam }));

  const counted = await countStatements(stack.env.DATABASE_URL);
  const port = await freePort();
  await stack.addProcess('counted api', 'api', { DATABASE_URL: counted.url, PORT: String(port) });
  const countedApi = { api: `http://127.0.0.1:${port}`, cookie: teams[1].cookie };
  /** Of a board that nobody has read at this version. What the api does beside it is not in the least of several trials. */
  const coldStatements = async (size) => {
    let least = Number.POSITIVE_INFINITY;
    for (let trial = 0; trial < COLD_TRIALS; trial++) {
      await database.query(NEW_SCORE, [anyName(size)]);
      const before = counted.count();
      await request(countedApi, BOARD, { slug, first: ROWS, offset: 0 });
      least = Math.min(least, counted.count() - before);
    }
    return least;
  };
  const statementsSmall = await coldStatements(SMALL);

  log(`Filling the board to ${large}`);
  for (let filled = SMALL; filled < large; ) {
    const more = Math.min(10_000, large - filled);
    await fillBoard(database, id, more, filled - 1);
    filled += more;
  }
  const firstStart = performance.now();
  await check(large);
  const firstReadMs = performance.now() - firstStart;
  await request(countedApi, BOARD, { slug, first: ROWS, offset: 0 });
  const statementsLarge = await coldStatements(large);
  log(`Any page of ${large}, while a new score arrives every second`);
  const pages = Math.floor(large / ROWS);
  const anyPage = () => ROWS * Math.floor(Math.random() * pages);
  const first = await whileScoring(database, large, () => load(() => 0));
  const any = await whileScoring(database, large, () => load(anyPage));
  const apiMiB = Math.round(residentMiB(groupProcesses(stack).api));
  counted.close();
  await database.end();

  return {
    kit: path.basename(kit),
    rowsOnPage,
    connections: CONNECTIONS,
    requestsPerSecond: anonymous.perSecond,
    p50Ms: anonymous.p50,
    p99Ms: anonymous.p99,
    bytesPerAnswer: Math.round(anonymous.bytes / anonymous.total),
    apiCpuMsPerRequest: round((1000 * (cpuAfter.api - cpuBefore.api)) / anonymous.total),
    signedInPerSecond: signedIn.perSecond,
    signedInP99Ms: signedIn.p99,
    signedInApiCpuMsPerRequest: round((1000 * (cpuKeptAfter.api - cpuKept.api)) / signedIn.total),
    signedInWhileScoringPerSecond: following.perSecond,
    signedInWhileScoringP99Ms: following.p99,
    executedPerSecond: executed.perSecond,
    executedP99Ms: executed.p99,
    large,
    p95MsAt100k: first.p95,
    perSecondAt100k: first.perSecond,
    anyPageP95MsAt100k: any.p95,
    anyPagePerSecondAt100k: any.perSecond,
    firstReadMs: Math.round(firstReadMs),
    apiMiB,
    sqlStatements: Math.max(statementsSmall, statementsLarge),
  };
}

async function whileScoring(database, size, act) {
  const timer = setInterval(() => database.query(NEW_SCORE, [anyName(size)]).catch(() => {}), 1000);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
