import type { Wall, WorkerState } from '@databoard/shared/worker-sign';
import type { EntityManager } from '@mikro-orm/postgresql';
import { forgottenAfterMs } from './worker.entity.js';

/** A worker that was silent for longer is taken for gone; it gives a sign every two seconds. */
export const silentForMs = 10_000;

/** A worker as the list shows it. */
export interface ListedWorker {
  id: string;
  name: string;
  slots: number;
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
