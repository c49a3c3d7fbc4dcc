import type { WorkerSign } from '@databoard/shared/worker-sign';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { answerToSign, versionFault } from './answer-to-sign.js';
import type { TellWorker } from './tell-worker.js';

interface ApplyWorkerSignDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
  tellWorker: TellWorker;
}

/**
 * Notes what a worker says of itself and tells it what it must know. Every api process hears every sign; that all of them
 * write the same row and give the same answer harms nobody.
 */
export async function applyWorkerSign(sign: WorkerSign, deps: ApplyWorkerSignDeps): Promise<void> {
  const { em, clock, topics, tellWorker } = deps;
  const now = clock.now();
  // Of one that is refused we say so ourselves: it may not have heard it yet.
  const fault = sign.state === 'STOPPED' ? null : versionFault(sign);
  const [state, reason] = fault === null ? [sign.state, sign.reason] : ['PARKED', fault];
  const [row] = await em.fork().execute<{ isPauseWanted: boolean }[]>(
    `with seen as (
       insert into worker (id, name, host, slots, cores, memory_mib, isolation, walls, environment, version, protocol,
                           state, reason, running, first_seen_at, last_seen_at)
       values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?, ?)
       on conflict (id) do update set
         slots = excluded.slots, cores = excluded.cores, memory_mib = excluded.memory_mib,
         isolation = excluded.isolation, walls = excluded.walls, environment = excluded.environment,
         version = excluded.version, protocol = excluded.protocol, state = excluded.state, reason = excluded.reason,
         running = excluded.running, last_seen_at = greatest(worker.last_seen_at, excluded.last_seen_at))
     select exists (select 1 from worker_pause where worker_name = ?) as "isPauseWanted"`,
    [
      ...[sign.instanceId, sign.name, sign.host, sign.slots, sign.cores, sign.memoryMiB, sign.isolation],
      ...[JSON.stringify(sign.walls), JSON.stringify(sign.environment), sign.version, sign.protocol],
      ...[state, reason, JSON.stringify(sign.running), now, now, sign.name],
    ],
  );
  const answer = answerToSign(sign, row?.isPauseWanted ?? false);
  if (answer !== null) tellWorker(sign.instanceId, answer);
  topics.workersChanged();
}
