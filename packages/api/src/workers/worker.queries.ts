import type { Wall, WorkerState } from '@databoard/shared/worker-sign';
import type { EntityManager } from '@mikro-orm/postgresql';
import { forgottenAfterMs } from './worker.entity.js';

/** A worker that was silent for longer is taken for gone; it gives a sign every two seconds. */
export const silentForMs = 10_000;

/** A worker that takes jobs now. */
export interface AliveWorker {
  id: string;
  name: string;
  slots: number;
}

/** A worker as the list shows it. */
export interface ListedWorker extends AliveWorker {
  host: string;
  cores: number;
  memoryMiB: number;
  isolation: string;
  walls: Wall[];
  environment: Record<string, string>;
  version: string;
  protocol: number;
  state: WorkerState;
  reason: string | null;
  running: string[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  isPauseWanted: boolean;
  isSeen: boolean;
}

const columns = `w.id, w.name, w.host, w.slots, w.cores, w.memory_mib as "memoryMiB", w.isolation, w.walls, w.environment,
  w.version, w.protocol, w.state, w.reason, w.running, w.first_seen_at as "firstSeenAt", w.last_seen_at as "lastSeenAt",
  p.worker_name is not null as "isPauseWanted"`;

/** Every worker process that gave a sign within a day, by name, the newest of a name first. */
export async function listWorkers(em: EntityManager, now: Date): Promise<ListedWorker[]> {
  const rows = await em.fork().execute<Omit<ListedWorker, 'isSeen'>[]>(
    `select ${columns} from worker w left join worker_pause p on p.worker_name = w.name
      where w.last_seen_at > ? order by w.name, w.first_seen_at desc, w.id`,
    [new Date(now.getTime() - forgottenAfterMs)],
  );
  return rows.map((row) => {
    const lastSeenAt = new Date(row.lastSeenAt);
    const isSilent = now.getTime() - lastSeenAt.getTime() > silentForMs;
    const isSeen = row.state !== 'STOPPED' && !isSilent;
    return { ...row, firstSeenAt: new Date(row.firstSeenAt), lastSeenAt, isSeen };
  });
}

/** The worker processes that take jobs: those in state `TAKING` that gave a sign within the last ten seconds. */
export const aliveWorkers = (em: EntityManager, now: Date): Promise<AliveWorker[]> =>
  em
    .fork()
    .execute<AliveWorker[]>(
      `select id, name, slots from worker where state = 'TAKING' and last_seen_at >= ? order by name, id`,
      [new Date(now.getTime() - silentForMs)],
    );

/** How many folds run at once on all workers that take jobs; 0 when there is none. */
export async function totalSlots(em: EntityManager, now: Date): Promise<number> {
  return (await aliveWorkers(em, now)).reduce((sum, { slots }) => sum + slots, 0);
}
