import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { touchBoardOfParticipations } from '../leaderboard/touch-board.js';
import { notify } from '../notifications/notify.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Event } from './event.entity.js';
import { isArchived } from './event.policy.js';

interface Decision {
  event: Event;
  participationIds: readonly string[];
  state: 'APPROVED' | 'REJECTED';
  /** What the teams are told with it. */
  note: string | null;
}

/**
 * Approves or rejects participations, those that are not so already; a rejected team's submissions leave boards and
 * blends. Each member is told. Ids of other events count for nothing. Who may, the caller has checked.
 */
export async function decideParticipations(
  viewer: Viewer,
  decision: Decision,
  { em, clock, topics }: { em: EntityManager; clock: Clock; topics: Publisher },
): Promise<{ changedCount: number; refusal: Refusal | null }> {
  const { event } = decision;
  if (isArchived(event)) {
    return { changedCount: 0, refusal: refusal('NOT_OPEN', 'This event is in the archive; take it out first.') };
  }
  const changedCount = await em.fork().transactional((tx) => decideWithin(tx, viewer, decision, { clock }));
  if (changedCount > 0) topics.leaderboardChanged(event.id);
  return { changedCount, refusal: null };
}

/**
 * The same inside a transaction; answers with how many were changed. Without a viewer it is the platform that approves who
 * was approved beforehand.
 */
export async function decideWithin(
  tx: EntityManager,
  viewer: Viewer | null,
  { event, participationIds, state, note }: Decision,
  { clock }: { clock: Clock },
): Promise<number> {
  // The same lock as whoever submits takes: it counts as approved or not, never as both.
  const changed = await tx.execute<{ id: string; before: string }[]>(
    `with locked as (
       select id, state from participation where event_id = ? and id = any(?::uuid[]) and state <> ?
        order by id for no key update)
     update participation p set state = ?, decided_at = ?, decided_by_id = ?, note = ?
       from locked where locked.id = p.id
     returning p.id, locked.state as before`,
    [event.id, `{${participationIds.join(',')}}`, state, state, clock.now(), viewer?.id ?? null, note],
  );
  if (changed.length === 0) return 0;
  const ids = changed.map(({ id }) => id);
  const members = await tx.execute<{ id: string; email: string }[]>(
    `select distinct u.id, u.email from participation p join team_member m on m.team_id = p.team_id
       join "user" u on u.id = m.user_id where p.id = any(?::uuid[]) order by u.id`,
    [`{${ids.join(',')}}`],
  );
  const isIn = state === 'APPROVED';
  const title = isIn ? `You are in: ${event.title}` : `Not in: ${event.title}`;
  const said = wordsFor(state, viewer === null);
  for (const member of members) {
    await notify(
      tx,
      member,
      {
        ...{ kind: 'EVENT', title: title.slice(0, 200), body: note === null ? said : `${said} They say: ${note}` },
        ...{ path: `/events/${event.slug}`, eventId: event.id },
      },
      { clock },
    );
  }
  await recordAct(
    tx,
    {
      ...{ actor: viewer, act: isIn ? 'approveParticipations' : 'rejectParticipations', eventId: event.id },
      subject: { kind: 'participation', id: ids.length === 1 ? (ids[0] ?? null) : null },
      details: { participations: ids, note, ...(viewer === null ? { isPreapproved: true } : {}) },
    },
    { clock },
  );
  // Who takes part decides what boards and blends hold. Last, so that the event's row is locked briefly.
  await touchBoardOfParticipations(tx, event.id, ids);
  return ids.length;
}

const wordsFor = (state: Decision['state'], isPreapproved: boolean): string =>
  state === 'REJECTED'
    ? 'The organisers have turned your participation down.'
    : isPreapproved
      ? 'You have confirmed your address, which the organisers have approved beforehand.'
      : 'The organisers have approved your participation.';
