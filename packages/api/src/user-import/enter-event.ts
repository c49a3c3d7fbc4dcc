import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { decideWithin } from '../events/decide-participations.js';
import type { Event } from '../events/event.entity.js';
import { Participation } from '../events/participation.entity.js';
import { notifyAll } from '../notifications/notify.js';
import { createOwnTeams } from '../teams/create-own-teams.js';

interface Entrant {
  id: string;
  username: string;
  /** Made just now, and told by the mail about the account. */
  isNew: boolean;
}

/**
 * Lets users take part, approved, whatever the event asks of those who sign up themselves: who has asked is approved, who
 * has not gets a team of one. Breaks a unique constraint where one of them enters at the same moment.
 */
export async function enterEvent(
  tx: EntityManager,
  viewer: Viewer,
  { event, entrants }: { event: Event; entrants: readonly Entrant[] },
  deps: { clock: Clock },
): Promise<void> {
  const there = await tx.execute<{ user_id: string; id: string }[]>(
    `select m.user_id, p.id from team_member m join participation p on p.team_id = m.team_id
      where m.event_id = ? and m.user_id = any(?::uuid[])`,
    [event.id, `{${entrants.map(({ id }) => id).join(',')}}`],
  );
  const participationOf = new Map(there.map((row) => [row.user_id, row.id]));
  await decideWithin(
    tx,
    viewer,
    { event, participationIds: [...participationOf.values()], state: 'APPROVED', note: null },
    deps,
  );
  const coming = entrants.filter(({ id }) => !participationOf.has(id));
  const now = deps.clock.now();
  const teams = await createOwnTeams(coming, event.id, { em: tx, clock: deps.clock });
  if (coming.length > 0) {
    await tx.insertMany(
      Participation,
      coming.map(({ id }) => ({
        id: randomUUID(),
        event: event.id,
        team: teams.get(id) ?? '',
        state: 'APPROVED' as const,
        createdAt: now,
        decidedAt: now,
        decidedBy: viewer.id,
      })),
    );
  }
  const told = coming.filter(({ isNew }) => !isNew).map(({ id }) => id);
  const title = `You are in: ${event.title}`.slice(0, 200);
  const news = { kind: 'EVENT', title, body: 'The organisers have signed you up.' } as const;
  await notifyAll(tx, told, { ...news, path: `/events/${event.slug}`, eventId: event.id }, deps);
}
