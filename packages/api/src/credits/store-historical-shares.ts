import type { EntityManager } from '@mikro-orm/postgresql';
import { findCreditGraph } from './credit.queries.js';
import { historicalContributivities } from './historical-contributivities.js';

/**
 * Computes the historical contributivities of a blend from its shares and the credits declared by now, and replaces those
 * stored. The caller has locked the event, so that blends and credits take turns.
 */
export async function storeHistoricalShares(
  tx: EntityManager,
  { blendId, eventId }: { blendId: string; eventId: string },
): Promise<void> {
  const graph = await findCreditGraph(tx, { blendId, eventId });
  const amounts = historicalContributivities(graph);
  const rows = graph.flatMap(({ id, share }) => {
    const amount = amounts.get(id) ?? 0;
    return amount === (share ?? 0) ? [] : [{ submission_id: id, amount }];
  });
  await tx.execute('delete from historical_share where blend_id = ?', [blendId]);
  if (rows.length === 0) return;
  await tx.execute(
    `insert into historical_share (blend_id, submission_id, amount)
     select ?::uuid, submission_id, amount from json_to_recordset(?::json) as given (submission_id uuid, amount double precision)`,
    [blendId, JSON.stringify(rows)],
  );
}
