import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Marks the boards of a submission's event as changed by it, in the transaction that changes it. Last statement of it, so
 * that the event's row is locked as briefly as possible. Returns the event's id, to publish after the commit.
 */
export async function touchBoard(tx: EntityManager, submissionId: string): Promise<string> {
  const [touched] = await tx.execute<{ event_id: string }[]>(
    `with touched as (
       update event set board_version = board_version + 1, board_marks = board_marks + 1
        where id = (select p.event_id from submission s join participation p on p.id = s.participation_id where s.id = ?)
        returning id, board_version)
     insert into board_change (submission_id, event_id, version) select ?::uuid, id, board_version from touched
     on conflict (submission_id) do update set version = excluded.version
     returning event_id`,
    [submissionId, submissionId],
  );
  if (touched === undefined) throw new Error(`Submission ${submissionId} belongs to no event.`);
  return touched.event_id;
}

/** The same for an event whose boards change otherwise: all of it is read again. */
export async function touchEventBoard(tx: EntityManager, eventId: string): Promise<void> {
  await tx.execute('update event set board_version = board_version + 1 where id = ?', [eventId]);
}

/** The same for several submissions of one event at once. */
export async function touchBoardOf(
  tx: EntityManager,
  eventId: string,
  submissionIds: readonly string[],
): Promise<void> {
  await tx.execute(
    `with touched as (
       update event set board_version = board_version + 1, board_marks = board_marks + 1 where id = ?
        returning id, board_version)
     insert into board_change (submission_id, event_id, version)
     select given.id, touched.id, touched.board_version from touched, unnest(?::uuid[]) as given (id)
     on conflict (submission_id) do update set version = excluded.version`,
    [eventId, `{${submissionIds.join(',')}}`],
  );
}

/** The same for all submissions of some participations: for their teams' names, and for whether they are in at all. */
export async function touchBoardOfParticipations(
  tx: EntityManager,
  eventId: string,
  participationIds: readonly string[],
): Promise<void> {
  await tx.execute(
    `with touched as (
       update event set board_version = board_version + 1, board_marks = board_marks + 1 where id = ?
        returning id, board_version)
     insert into board_change (submission_id, event_id, version)
     select s.id, touched.id, touched.board_version from touched, submission s where s.participation_id = any(?::uuid[])
     on conflict (submission_id) do update set version = excluded.version`,
    [eventId, `{${participationIds.join(',')}}`],
  );
}
