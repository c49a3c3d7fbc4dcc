import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { type Refusal, refusal } from '../refusal.js';
import type { TellWorker } from './tell-worker.js';
import { type ListedWorker, listWorkers } from './worker.queries.js';

export interface PauseWorkerDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
  tellWorker: TellWorker;
}
export interface WorkersAnswer {
  /** All of that name, as they stand now: what a worker has not heard yet it hears after its next sign. */
  workers: ListedWorker[];
  refusal?: Refusal;
}

/** Wants every worker of a name to finish what it has and take nothing new. Kept until it is resumed, whatever restarts. */
export async function pauseWorker(viewer: { id: string }, name: string, deps: PauseWorkerDeps): Promise<WorkersAnswer> {
  const { em, clock } = deps;
  if ((await ofName(name, deps)).length === 0) return unknown(name);
  await em.fork().transactional(async (tx) => {
    await tx.execute(
      `insert into worker_pause (worker_name, paused_by_id, paused_at) values (?, ?, ?) on conflict do nothing`,
      [name, viewer.id, clock.now()],
    );
    await recordAct(tx, actOn(name, viewer, 'pauseWorker'), { clock });
  });
  return tellAll(name, ['pause'], deps);
}

/** Wants every worker of a name to take jobs again, also one that parked itself; one of another version stays parked. */
export async function resumeWorker(
  viewer: { id: string },
  name: string,
  deps: PauseWorkerDeps,
): Promise<WorkersAnswer> {
  const isSeen = (await ofName(name, deps)).length > 0;
  const isKnown = await deps.em.fork().transactional(async (tx) => {
    const removed = await tx.execute(`delete from worker_pause where worker_name = ? returning 1`, [name]);
    if (removed.length === 0 && !isSeen) return false;
    await recordAct(tx, actOn(name, viewer, 'resumeWorker'), deps);
    return true;
  });
  if (!isKnown) return unknown(name);
  return tellAll(name, ['resume', 'unpark'], deps);
}

/** Workers are known by a name that may be longer than the log's column for ids. */
const actOn = (name: string, actor: { id: string }, act: 'pauseWorker' | 'resumeWorker') => ({
  ...{ actor, act, subject: { kind: 'worker', id: name.slice(0, 64) } },
  details: { name },
});

const ofName = async (name: string, { em, clock }: PauseWorkerDeps) =>
  (await listWorkers(em, clock.now())).filter((worker) => worker.name === name);

async function tellAll(
  name: string,
  kinds: readonly ('pause' | 'resume' | 'unpark')[],
  deps: PauseWorkerDeps,
): Promise<WorkersAnswer> {
  const workers = await ofName(name, deps);
  for (const { id } of workers) for (const kind of kinds) deps.tellWorker(id, { kind });
  deps.topics.workersChanged();
  return { workers };
}

const unknown = (name: string): WorkersAnswer => ({
  workers: [],
  refusal: refusal('INVALID', `No worker named “${name}” was seen within a day.`, { field: 'name' }),
});
