import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { GatheredReads } from '../graphql/gathered-reads.js';
import { eventPhase } from './event.policy.js';

interface StampRow {
  id: string;
  /** The transaction that wrote the row as it is: any change of the event, its boards among them, is another one. */
  xmin: string;
  opens_at: string | Date;
  public_opens_at: string | Date;
  closes_at: string | Date;
}

/** Reads what tells one state of an event from every other: its row as it was last written, and its phase. Null: there is none. */
export function createStampReader({ em, clock }: { em: EntityManager; clock: Clock }) {
  const reads = new GatheredReads(async (slug): Promise<StampRow | null> => {
    const rows = await em
      .fork()
      .execute<StampRow[]>('select id, xmin::text, opens_at, public_opens_at, closes_at from event where slug = ?', [
        slug,
      ]);
    return rows[0] ?? null;
  });
  return async (slug: string): Promise<string | null> => {
    const row = await reads.read(slug);
    if (row === null) return null;
    const dates = {
      opensAt: new Date(row.opens_at),
      publicOpensAt: new Date(row.public_opens_at),
      closesAt: new Date(row.closes_at),
    };
    return `${row.id} ${row.xmin} ${eventPhase(dates, clock.now())}`;
  };
}
