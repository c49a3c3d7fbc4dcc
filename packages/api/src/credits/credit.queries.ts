import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreditingSubmission } from './historical-contributivities.js';

/** All submissions of an event that give or receive credit, with their shares of a blend. */
export async function findCreditGraph(
  em: EntityManager,
  { blendId, eventId }: { blendId: string; eventId: string },
): Promise<CreditingSubmission[]> {
  const credits = await em.execute<{ target_id: string; source_id: string; fraction: number }[]>(
    `select d.submission_id as target_id, c.source_id, c.fraction
       from credit_declaration d join credit c on c.declaration_id = d.id
       join submission s on s.id = d.submission_id join participation p on p.id = s.participation_id
      where p.event_id = ? and d.is_current order by c.source_id`,
    [eventId],
  );
  if (credits.length === 0) return [];
  const ids = new Set(credits.flatMap(({ target_id, source_id }) => [target_id, source_id]));
  const rows = await em.execute<{ id: string; submitted_at: string; share: number | null }[]>(
    `select s.id, s.submitted_at, b.share from submission s
       left join blend_share b on b.submission_id = s.id and b.blend_id = ?
      where s.id = any(?::uuid[])`,
    [blendId, `{${[...ids].join(',')}}`],
  );
  const byTarget = Map.groupBy(credits, ({ target_id }) => target_id);
  return rows.map(({ id, submitted_at, share }) => ({
    id,
    submittedAt: new Date(submitted_at),
    share,
    credits: (byTarget.get(id) ?? []).map(({ source_id, fraction }) => ({ sourceId: source_id, fraction })),
  }));
}

/** One declaration with what it says. */
export interface StoredDeclaration {
  authorId: string | null;
  declaredAt: Date;
  credits: { sourceId: string; fraction: number }[];
}

/** All declarations about a submission, newest first. */
export async function findDeclarations(em: EntityManager, submissionId: string): Promise<StoredDeclaration[]> {
  const rows = await em.execute<
    { author_id: string | null; declared_at: string; credits: { source_id: string; fraction: number }[] }[]
  >(
    `select d.author_id, d.declared_at,
            coalesce((select json_agg(json_build_object('source_id', c.source_id, 'fraction', c.fraction)
                                      order by c.fraction desc, c.source_id)
                        from credit c where c.declaration_id = d.id), '[]') as credits
       from credit_declaration d where d.submission_id = ? order by d.is_current desc, d.declared_at desc limit 50`,
    [submissionId],
  );
  return rows.map(({ author_id, declared_at, credits }) => ({
    authorId: author_id,
    declaredAt: new Date(declared_at),
    credits: credits.map(({ source_id, fraction }) => ({ sourceId: source_id, fraction })),
  }));
}

/** The credits that count which other submissions give to this one, largest first. */
export async function findReceivedCredits(
  em: EntityManager,
  submissionId: string,
): Promise<{ targetId: string; fraction: number }[]> {
  const rows = await em.execute<{ submission_id: string; fraction: number }[]>(
    `select d.submission_id, c.fraction from credit c join credit_declaration d on d.id = c.declaration_id
      where c.source_id = ? and d.is_current order by c.fraction desc, d.submission_id limit 200`,
    [submissionId],
  );
  return rows.map(({ submission_id, fraction }) => ({ targetId: submission_id, fraction }));
}

/** What a submission has of the blend that is shown, and what is left of it once credits are passed on. */
export interface StoredContributivity {
  own: number | null;
  historical: number | null;
}

/** The contributivities of these submissions; none for those that neither were candidates nor received credit. */
export async function findContributivities(
  em: EntityManager,
  submissionIds: readonly string[],
): Promise<Map<string, StoredContributivity>> {
  const rows = await em.execute<{ id: string; own: number | null; historical: number | null }[]>(
    `select s.id, share.share as own, coalesce(h.amount, share.share) as historical
       from submission s join participation p on p.id = s.participation_id
       join blend b on b.event_id = p.event_id and b.state = 'DONE'
       left join blend_share share on share.blend_id = b.id and share.submission_id = s.id
       left join historical_share h on h.blend_id = b.id and h.submission_id = s.id
      where s.id = any(?::uuid[])`,
    [`{${submissionIds.join(',')}}`],
  );
  return new Map(rows.map(({ id, own, historical }) => [id, { own, historical }]));
}
