import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, roundMs } from '../../packages/worker/dist/bench/statistics.js';
import { markedBelow, markedProcesses, stubbornCode } from './marked.mjs';
import { submitAs } from './teams.mjs';

const POLL_MS = 50;
const GIVE_UP_MS = 60_000;
/** More than a submission has folds, so that whichever is left can take all of them. */
const SLOTS = 10;
const NAMES = ['worker', 'worker-2'];
const FOLDS = 'select id, attempt, worker, state from fold_run where evaluation_id = $1';
const isTraining = ({ state }) => state === 'TRAINING';

/**
 * Kills the busier of two workers (`kill -9`) while folds train, and measures until every fold of the dead one trains again,
 * as a higher attempt, on the other: the longest such time in `workerDeathToRunningMs`. What sandboxed code the dead worker
 * leaves behind, and for how long, is in `orphansGoneMs`. The folds are then left to the event's time limit.
 */
export async function measureWorkerDeath({ stack, access, eventSlug, database, trials, log }) {
  if (trials === 0) return {};
  const until = async (read, what) => {
    const end = performance.now() + GIVE_UP_MS;
    for (let value = await read(); ; value = await read()) {
      if (value) return value;
      if (performance.now() > end) throw new Error(`${what}: not within ${GIVE_UP_MS / 1000} s.`);
      await sleep(POLL_MS);
    }
  };
  await stack.running.get('worker').takeDown();
  const start = async (name) => {
    const folder = path.join(stack.services.dataDir, name);
    mkdirSync(folder, { recursive: true });
    const settings = { WORKER_NAME: name, WORKER_DIR: folder, WORKER_SLOTS: String(SLOTS) };
    await stack.addProcess(name, 'worker', settings);
  };

  const deaths = [];
  for (let number = 0; number < trials; number += 1) {
    for (const name of NAMES) await start(name);
    const marker = `orphaned-${number}`;
    const files = [{ path: 'estimator.py', content: stubbornCode('sleeps', marker) }];
    const { evaluationId } = await submitAs(access, eventSlug, files);
    const readFolds = async () => (await database.query(FOLDS, [evaluationId])).rows;
    const folds = await until(async () => {
      const all = await readFolds();
      return all.every(isTraining) ? all : undefined;
    }, 'all folds train');
    const ofWorker = (name) => folds.filter(({ worker }) => worker === name);
    const busier = NAMES.toSorted((a, b) => ofWorker(b).length - ofWorker(a).length)[0];
    const victims = ofWorker(busier);
    const victim = stack.running.get(busier);
    const orphans = new Set(markedBelow(marker, victim.pid).map(({ pid }) => pid));
    const killedAt = performance.now();
    await victim.takeDown('SIGKILL');
    const orphansGone = until(() => markedProcesses(marker).every(({ pid }) => !orphans.has(pid)), 'orphans gone').then(
      () => performance.now() - killedAt,
    );
    await until(async () => {
      const now = (await readFolds()).filter(isTraining);
      return victims.every((dead) => now.some(({ id, attempt }) => id === dead.id && attempt > dead.attempt));
    }, 'the dead worker’s folds train again');
    const runningMs = performance.now() - killedAt;
    deaths.push({ folds: victims.length, runningMs, orphansGoneMs: await orphansGone });
    log(`Death ${number + 1}: ${JSON.stringify(deaths.at(-1))}`);
    // The rest of this submission is of no interest: its evaluation is taken out of the way, and so are the workers.
    for (const name of NAMES) await stack.running.get(name).takeDown('SIGKILL');
    await database.query(`update fold_run set state = 'CANCELLED' where evaluation_id = $1`, [evaluationId]);
    await database.query(`update evaluation set state = 'CANCELLED', ended_at = now() where id = $1`, [evaluationId]);
  }
  const worst = (key) => roundMs(Math.max(...deaths.map((death) => death[key])));
  return {
    deaths: trials,
    workerDeathToRunningMs: worst('runningMs'),
    workerDeathToRunningMedianMs: roundMs(
      percentile(
        deaths.map(({ runningMs }) => runningMs),
        0.5,
      ),
    ),
    orphansGoneMs: worst('orphansGoneMs'),
  };
}
