import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { openBenchEvent, readSample } from '../../packages/worker/dist/bench/bench-event.js';
import { root } from '../../scripts/root.mjs';
import { openDatabase } from './open-database.mjs';
import { cpuSecondsOf, groupProcesses } from './processes.mjs';
import { joinTeams, submitAs } from './teams.mjs';

const CHANGED = 'subscription ($slug: String!) { boardChanged(eventSlug: $slug) { eventId version } }';
const REST_MS = 300;
const LIMIT_MS = 20_000;

// Deferred to the very end of the transaction, so that the clock is that of the commit.
const WATCH_COMMITS = `
  create table bench_commit (version int primary key, at double precision not null);
  create function bench_watch() returns trigger language plpgsql as $$
    begin
      insert into bench_commit values (new.board_version, extract(epoch from clock_timestamp()) * 1000)
        on conflict do nothing;
      return null;
    end $$;
  create constraint trigger bench_watch after update of board_version on event deferrable initially deferred
    for each row execute function bench_watch();`;
const SCORED = `select c.version from board_change c join evaluation e on e.submission_id = c.submission_id
  where e.submission_id = $1 and e.state = 'SCORED'`;

const round = (value) => Math.round(value * 100) / 100;

/** From the commit of a new score until the last of many subscribers has heard of it. */
export async function run({ stack, token, args, log }) {
  const { values } = parseArgs({
    args,
    options: {
      kit: { type: 'string', default: path.join(root, 'kits', 'iris') },
      submission: { type: 'string', default: 'starting_kit' },
      subscribers: { type: 'string', default: '500' },
      scores: { type: 'string', default: '40' },
      json: { type: 'boolean' },
    },
  });
  const [subscribers, scores] = [values.subscribers, values.scores].map(Number);
  const kit = path.resolve(values.kit);
  const api = stack.apiUrl;
  const slug = await openBenchEvent({ api, adminToken: token, python: stack.env.PYTHON }, kit);
  const files = await readSample(kit, values.submission);
  const teams = await joinTeams(api, slug, 10);
  const database = await openDatabase(stack.env.DATABASE_URL);
  await database.query(WATCH_COMMITS);

  log(`${subscribers} subscribers, one in two signed in`);
  /** By version of the board: when each of the subscribers heard of it, or of a later one. */
  const heard = Array.from({ length: subscribers }, () => []);
  const clients = heard.map((own, index) => {
    const { cookie } = teams[index % teams.length];
    class Socket extends WebSocket {
      constructor(url, protocols) {
        super(url, protocols, { headers: index % 2 === 0 ? { cookie } : {}, perMessageDeflate: false });
      }
    }
    const client = createClient({
      url: `${api.replace('http', 'ws')}/graphql`,
      webSocketImpl: Socket,
      retryAttempts: 0,
    });
    client.subscribe(
      { query: CHANGED, variables: { slug } },
      {
        next: ({ data }) =>
          own.push({ version: data.boardChanged.version, at: performance.timeOrigin + performance.now() }),
        error: (error) => log(JSON.stringify(error)),
        complete: () => {},
      },
    );
    return client;
  });
  await until(() => heard.every(({ length }) => length > 0), 'all listen');

  const hasHeard = (version) => heard.every((own) => own.some((message) => message.version >= version));
  const trials = [];
  const cpuBefore = cpuSecondsOf(groupProcesses(stack));
  for (let trial = -2; trial < scores; trial++) {
    const { id } = await submitAs(teams[(trial + 2) % teams.length], slug, files);
    const version = await until(async () => (await database.query(SCORED, [id])).rows[0]?.version, 'it is scored');
    await until(() => hasHeard(version), 'all have heard');
    const { rows } = await database.query('select at from bench_commit where version = $1', [version]);
    const times = heard.map((own) => own.find((message) => message.version >= version).at - rows[0].at);
    // The first two warm up.
    if (trial >= 0) trials.push({ last: Math.max(...times), first: Math.min(...times) });
    await sleep(REST_MS);
  }
  const cpuAfter = cpuSecondsOf(groupProcesses(stack));
  await Promise.all(clients.map((client) => client.dispose()));
  await database.end();
  const sorted = (key) => trials.map((trial) => trial[key]).toSorted((a, b) => a - b);
  const percentile = (list, share) => round(list[Math.min(list.length - 1, Math.floor(share * list.length))]);
  const last = sorted('last');
  return {
    kit: path.basename(kit),
    subscribers,
    scores,
    p95Ms: percentile(last, 0.95),
    p50Ms: percentile(last, 0.5),
    maxMs: round(last.at(-1)),
    firstSocketP50Ms: percentile(sorted('first'), 0.5),
    apiCpuMsPerScore: round((1000 * (cpuAfter.api - cpuBefore.api)) / (scores + 2)),
  };
}

async function until(isSo, what) {
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; ) {
    const answer = await isSo();
    if (answer) return answer;
    await sleep(5);
  }
  throw new Error(`Not after ${LIMIT_MS} ms: ${what}.`);
}
