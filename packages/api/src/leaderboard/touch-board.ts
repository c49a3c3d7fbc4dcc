import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Marks the boards of a submission's event as changed, in the transaction that changes them. Last statement of it, so
 * that the event's row is locked as briefly as possible. Returns the event's id, to publish after the commit.
 */
export async function touchBoard(tx: EntityManager, submissionId: string): Promise<string> {
  const [event] = await tx.execute<{ id: string }[]>(
    `update event set board_version = board_version + 1
      where id = (select p.event_id from submission s join participation p on p.id = s.participation_id where s.id = ?)
      returning id`,
    [submissionId],
  );
  if (event === undefined) throw new Error(`Submission ${submissionId} belongs to no event.`);
  return event.id;
}
