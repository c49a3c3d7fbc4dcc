import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Blend } from './blend.entity.js';

/**
 * Locks a blend that waits in this attempt, its event first, as whoever begins one does; null when it is over, or in
 * another attempt.
 */
export async function lockBlend(tx: EntityManager, blendId: string, attempt: number): Promise<Blend | null> {
  await tx.execute('select from event where id = (select event_id from blend where id = ?) for update', [blendId]);
  const blend = await tx.findOne(Blend, { id: blendId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return blend !== null && blend.state === 'WAITING' && blend.attempt === attempt ? blend : null;
}

/** Once a blend has ended: it replaces what it is to replace, and the board, which has changed, shows it. */
export async function settleBlend(tx: EntityManager, blend: Blend): Promise<void> {
  if (blend.state === 'WAITING' || blend.state === undefined) throw new Error(`Blend ${blend.id} has not ended.`);
  // The last ensembles stay while later ones cannot be made.
  const replaced = blend.state === 'DONE' ? ['DONE', 'UNBLENDABLE', 'FAILED'] : ['UNBLENDABLE', 'FAILED'];
  await tx.nativeDelete(Blend, { event: blend.event.id, state: { $in: replaced as Blend['state'][] } });
  await tx.flush();
  // What blends are made of has not changed: a board that was covered stays covered. No submission has; blends are read anew.
  await tx.execute(
    `update event set board_version = board_version + 1, board_marks = board_marks + 1,
            blended_version = blended_version + case when blended_version = board_version then 1 else 0 end
      where id = ?`,
    [blend.event.id],
  );
}
