import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openBenchEvent } from '../../packages/worker/dist/bench/bench-event.js';
import { percentile, roundMs } from '../../packages/worker/dist/bench/statistics.js';
import { request } from '../../packages/worker/dist/cli/graphql-request.js';
import { root } from '../../scripts/root.mjs';
import { markedProcesses, STUBBORN_KINDS, stubbornCode } from './marked.mjs';
import { openDatabase } from './open-database.mjs';
import { joinTeams, submitAs } from './teams.mjs';
import { measureWorkerDeath } from './worker-death.mjs';

const POLL_MS = 5;
const GIVE_UP_MS = 30_000;
/** How long a cancelled submission is watched for a fold that starts in spite of it. */
const WATCH_MS = 500;
const CANCEL = `mutation ($submissionId: ID!) { cancelSubmission(input: { submissionId: $submissionId }) {
  submission { id evaluation { state } } refusal { message } } }`;
const HAS_CANCEL = '{ __schema { mutationType { fields { name } } } }';

async function until(done, what) {
  const end = performance.now() + GIVE_UP_MS;
  while (!(await done())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${GIVE_UP_MS / 1000} s.`);
    await sleep(POLL_MS);
  }
}

/** One trial: submit, wait until it runs, cancel; milliseconds from the mutation until no process of it is left. */
async function cancelOne({ access, eventSlug, database, kind, number }) {
  const marker = `cancelled-${number}`;
  const files = [{ path: 'estimator.py', content: stubbornCode(kind, marker) }];
  const { id, evaluationId } = await submitAs(access, eventSlug, files);
  await until(() => markedProcesses(marker).length > 0, `${kind} started`);
  // The processes that a fold starts of its own take a moment.
  await sleep(100);
  const start = performance.now();
  const { cancelSubmission } = await request(access, CANCEL, { submissionId: id });
  if (cancelSubmission.refusal) throw new Error(`Cancelling was refused: ${cancelSubmission.refusal.message}`);
  const answeredMs = performance.now() - start;
  await until(() => markedProcesses(marker).length === 0, `the processes of ${kind} gone`);
  const goneMs = performance.now() - start;
  await sleep(WATCH_MS);
  const cameBack = markedProcesses(marker).length > 0;
  const { rows } = await database.query('select state from evaluation where id = $1', [evaluationId]);
  return { kind, goneMs, answeredMs, cameBack, state: rows[0].state };
}

/** Milliseconds from cancelling a submission until its last process is gone, and from a worker's death until its folds run again. */
export async function run({ stack, token, args, log }) {
  const { values } = parseArgs({
    args,
    options: {
      kit: { type: 'string', default: path.join(root, 'kits', 'iris') },
      trials: { type: 'string', default: '40' },
      deaths: { type: 'string', default: '5' },
      json: { type: 'boolean' },
    },
  });
  const kit = path.resolve(values.kit);
  const api = stack.apiUrl;
  const eventSlug = await openBenchEvent({ api, adminToken: token, python: stack.env.PYTHON }, kit);
  const [access] = await joinTeams(api, eventSlug, 1);
  const database = await openDatabase(stack.env.DATABASE_URL);
  const { __schema } = await request({ api }, HAS_CANCEL);
  const canCancel = __schema.mutationType.fields.some(({ name }) => name === 'cancelSubmission');
  if (!canCancel) log('This platform has no mutation cancelSubmission: only the death of workers is measured');

  const trials = [];
  for (let number = 0; canCancel && number < Number(values.trials); number += 1) {
    const kind = STUBBORN_KINDS[number % STUBBORN_KINDS.length];
    trials.push(await cancelOne({ access, eventSlug, database, kind, number }));
    log(JSON.stringify(trials.at(-1)));
  }
  const times = trials.map(({ goneMs }) => goneMs);
  const states = Object.groupBy(trials, ({ state }) => state);
  const deaths = await measureWorkerDeath({
    ...{ stack, access, eventSlug, database, log },
    trials: Number(values.deaths),
  });
  await database.end();
  const figure = (share, ofTimes = times) => (ofTimes.length > 0 ? roundMs(percentile(ofTimes, share)) : null);
  return {
    trials: trials.length,
    p50Ms: figure(0.5),
    p95Ms: figure(0.95),
    maxMs: figure(1),
    answeredP95Ms: figure(
      0.95,
      trials.map(({ answeredMs }) => answeredMs),
    ),
    p95MsByKind: Object.fromEntries(
      Object.entries(Object.groupBy(trials, ({ kind }) => kind)).map(([kind, some]) => [
        kind,
        figure(
          0.95,
          some.map(({ goneMs }) => goneMs),
        ),
      ]),
    ),
    cameBack: trials.filter(({ cameBack }) => cameBack).length,
    states: Object.fromEntries(Object.entries(states).map(([state, some]) => [state, some.length])),
    ...deaths,
  };
}
