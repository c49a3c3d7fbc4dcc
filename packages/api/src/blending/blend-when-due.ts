import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { runRegularly } from '../run-regularly.js';
import type { Queues } from '../services.js';
import { beginBlend } from './begin-blend.js';
import { dispatchBlend } from './dispatch-blend.js';

interface BlendDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
  queues: Pick<Queues, 'blends'>;
  topics: Publisher;
  log: Log;
}

/** An event whose board has changed since its last blend was begun, and that has none on its way. */
interface ChangedEvent {
  id: string;
  version: number;
  ended_at: string | null;
  seconds: number | null;
}

/** While scores stream in, a blend is begun after so many times the quiet that it would wait for otherwise. */
const quietsMax = 15;
/** Blending takes no more than this part of a core: after one that took long, the next one rests. */
const restFactor = 10;
/** After this long, a blend that the platform could not make is tried again. */
const failedRestMs = 600_000;

/**
 * Begins blends by itself, some quiet seconds after an event's board has changed. That one is due stands in the rows; only
 * since when is remembered here, so a process that starts anew just waits once more.
 */
export class DueBlends {
  private readonly seen = new Map<string, { version: number; sinceMs: number; firstMs: number }>();

  constructor(private readonly quietSeconds: number) {}

  /** Looks once. Any number of processes may do so. */
  async look(deps: BlendDeps): Promise<void> {
    const { em, topics, log } = deps;
    const changed = await em.fork().execute<ChangedEvent[]>(
      `select e.id, e.board_version as version, b.ended_at, b.seconds
         from event e left join blend b on b.event_id = e.id and b.state = 'DONE'
        where (e.board_version <> e.blended_version or exists (
                 select from blend f where f.event_id = e.id and f.state = 'FAILED' and f.ended_at < ?
                   and f.ended_at > coalesce(b.ended_at, '-infinity')))
          and not exists (select from blend w where w.event_id = e.id and w.state = 'WAITING')`,
      [new Date(deps.clock.now().getTime() - failedRestMs)],
    );
    const ids = new Set(changed.map(({ id }) => id));
    for (const id of this.seen.keys()) if (!ids.has(id)) this.seen.delete(id);
    for (const event of changed) {
      if (!this.isDue(event, deps.clock.now().getTime())) continue;
      this.seen.delete(event.id);
      const begun = await beginBlend(event.id, deps);
      if (begun.kind === 'emptied') topics.leaderboardChanged(event.id);
      if (begun.kind !== 'begun') continue;
      await dispatchBlend(begun.blendId, deps).catch((error: unknown) =>
        log.warn({ err: error }, 'a blend job was not sent; the sweeper will send it'),
      );
    }
  }

  private isDue({ id, version, ended_at, seconds }: ChangedEvent, nowMs: number): boolean {
    const known = this.seen.get(id);
    const entry = known ?? { version, sinceMs: nowMs, firstMs: nowMs };
    if (entry.version !== version) Object.assign(entry, { version, sinceMs: nowMs });
    this.seen.set(id, entry);
    const quietMs = this.quietSeconds * 1000;
    const isQuiet = nowMs - entry.sinceMs >= quietMs || nowMs - entry.firstMs >= quietMs * quietsMax;
    const isRested =
      ended_at === null || nowMs - new Date(ended_at).getTime() >= Math.max(0, seconds ?? 0) * 1000 * restFactor;
    return isQuiet && isRested;
  }
}

/** Looks now and twice in each quiet time, one look at a time. Returns how to stop, which waits for the one under way. */
export function blendRegularly(quietSeconds: number, deps: BlendDeps): () => Promise<void> {
  const due = new DueBlends(quietSeconds);
  return runRegularly(quietSeconds / 2, () => due.look(deps), {
    log: deps.log,
    failed: 'looking for due blends failed; the next look will try again',
    firstAfterSeconds: 0,
  });
}
