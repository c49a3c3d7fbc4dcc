import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Event } from '../events/event.entity.js';
import { findEventById } from '../events/event.queries.js';
import { readBoardRows } from '../leaderboard/board.query.js';
import { boardRulesOf } from '../leaderboard/board-rules.js';
import { notify } from '../notifications/notify.js';
import { FinalResult } from './final-result.entity.js';
import type { FinalStanding } from './final-standing.js';
import { finalStandings } from './final-standings.js';

interface KeepDeps {
  clock: Clock;
}

/**
 * Keeps the result of an event that has closed, once everything that came in time is judged; later, whatever has changed it
 * since as a revision. Returns whether there is something new.
 */
export async function keepFinalResult(tx: EntityManager, eventId: string, deps: KeepDeps): Promise<boolean> {
  // A submission that came in time may not be committed yet: whoever submits holds such a lock.
  await tx.execute('select from participation where event_id = ? order by id for no key update', [eventId]);
  const event = await lockClosed(tx, eventId, deps);
  if (event === null) return false;
  const [unfinished] = await tx.execute(
    `select 1 from evaluation e join submission s on s.id = e.submission_id join participation p on p.id = s.participation_id
      where p.event_id = ? and e.is_current and s.standing = 'COUNTED' and e.state in ('NEW', 'RUNNING', 'BAGGING') limit 1`,
    [eventId],
  );
  if (unfinished !== undefined) return false;
  return writeResult(tx, event, { reason: judgedAgain, by: null }, deps);
}

const judgedAgain = 'Submissions were judged again after the event had closed.';

/**
 * Writes another revision of a result that is kept already, in the transaction that changes it, with who did that and why.
 * Does nothing where the result is not final yet, or does not change. Last of all but publishing.
 */
export async function reviseFinalResult(
  tx: EntityManager,
  eventId: string,
  why: { reason: string; by: string },
  deps: KeepDeps,
): Promise<void> {
  const event = await lockClosed(tx, eventId, deps);
  if (event === null || event.resultVersion == null) return;
  await writeResult(tx, event, why, deps);
}

async function lockClosed(tx: EntityManager, eventId: string, { clock }: KeepDeps): Promise<Event | null> {
  await tx.execute('select from event where id = ? for no key update', [eventId]);
  const event = await findEventById(tx, eventId);
  return event !== null && clock.now() >= event.closesAt ? event : null;
}

async function writeResult(
  tx: EntityManager,
  event: Event,
  { reason, by }: { reason: string; by: string | null },
  { clock }: KeepDeps,
): Promise<boolean> {
  const rules = await boardRulesOf(event);
  const scoreTypes = rules.scoreTypes.map(({ name }) => name);
  const rows = await readBoardRows(tx, event.id, scoreTypes);
  const members = await tx.execute<{ team_id: string; user_id: string }[]>(
    'select team_id, user_id from team_member where event_id = ? order by is_leader desc, joined_at, user_id',
    [event.id],
  );
  const byTeam = Map.groupBy(members, ({ team_id }) => team_id);
  const standings = finalStandings(rows, rules, (id) => (byTeam.get(id) ?? []).map(({ user_id }) => user_id));
  await tx.execute('update event set result_version = board_version where id = ?', [event.id]);
  const [last] = await tx.find(FinalResult, { event: event.id }, { orderBy: { revision: 'desc' }, limit: 1 });
  // Who was in a team is what it was at closing.
  const asBefore = new Map(last?.standings.map(({ teamId, memberIds }) => [teamId, memberIds]));
  const kept = standings.map((each) => ({ ...each, memberIds: asBefore.get(each.teamId) ?? each.memberIds }));
  if (last !== undefined && isDeepStrictEqual(last.standings, kept)) return false;
  await tx.insert(FinalResult, {
    id: randomUUID(),
    event: event.id,
    revision: (last?.revision ?? 0) + 1,
    at: clock.now(),
    by: last === undefined ? null : by,
    reason: last === undefined ? null : reason.slice(0, 1000),
    scoreType: rules.official.scoreType.name,
    standings: kept,
  });
  if (last === undefined) await tellAll(tx, event, kept, { clock });
  return true;
}

/** Tells everybody who competed how it ended. */
async function tellAll(
  tx: EntityManager,
  event: Event,
  standings: readonly FinalStanding[],
  deps: KeepDeps,
): Promise<void> {
  const ids = standings.flatMap(({ memberIds }) => memberIds);
  const users = await tx.execute<{ id: string; email: string }[]>(
    `select id, email from "user" where id = any(?::uuid[]) and state = 'ACTIVE'`,
    [`{${ids.join(',')}}`],
  );
  const byId = new Map(users.map((user) => [user.id, user]));
  for (const { memberIds, privateRank } of standings) {
    for (const user of memberIds.flatMap((id) => byId.get(id) ?? [])) {
      const title = `The result of “${event.title}” is final`;
      const body = `Your team is number ${privateRank} of ${standings.length}.`;
      const path = `/events/${event.slug}/result`;
      await notify(tx, user, { kind: 'EVENT', title, body, path, eventId: event.id }, deps);
    }
  }
}
