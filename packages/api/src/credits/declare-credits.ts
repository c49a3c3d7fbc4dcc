import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Submission } from '../submissions/submission.entity.js';
import { areCreditsFinal, faultOfCredits } from './credit.policy.js';
import { CreditDeclaration } from './credit-declaration.entity.js';
import { isOlder } from './historical-contributivities.js';
import { storeHistoricalShares } from './store-historical-shares.js';

/** What a team declares: all that a submission owes to others, in one set. */
export interface DeclaredCredit {
  sourceId: string;
  fraction: number;
}
interface DeclareCreditsRequest {
  submission: Submission;
  credits: readonly DeclaredCredit[];
  /** Those of the sources that are there and whose code the viewer may read. */
  readable: ReadonlyMap<string, Submission>;
}
interface DeclareCreditsDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}

/**
 * Replaces the credits of a submission; the earlier set is kept. What the blend that is shown makes of them is computed at
 * once. That the viewer is of its team, the caller has checked.
 */
export async function declareCredits(
  viewer: Viewer,
  { submission, credits, readable }: DeclareCreditsRequest,
  { em, clock, topics }: DeclareCreditsDeps,
): Promise<{ refusal: Refusal | null }> {
  const eventId = (await submission.participation.loadOrFail()).event.id;
  const fault = faultOfCredits(credits) ?? (await faultOfSources(submission, credits, readable, eventId));
  if (fault !== null) return { refusal: refusal('INVALID', fault, { field: 'credits' }) };

  const done = await em.fork().transactional(async (tx): Promise<{ refusal: Refusal | null; isChanged: boolean }> => {
    // Whoever ends a blend takes the same lock: shares and credits never miss each other.
    const [event] = await tx.execute<{ closes_at: string; archived_at: string | null }[]>(
      'select closes_at, archived_at from event where id = ? for update',
      [eventId],
    );
    const now = clock.now();
    const isArchived = event?.archived_at != null;
    if (event === undefined || areCreditsFinal({ closesAt: new Date(event.closes_at), isArchived }, now)) {
      return {
        refusal: refusal('NOT_OPEN', 'Credits are final a day after the event has closed.'),
        isChanged: false,
      };
    }
    if (await isDeclared(tx, submission.id, credits)) return { refusal: null, isChanged: false };
    await tx.nativeUpdate(CreditDeclaration, { submission: submission.id, isCurrent: true }, { isCurrent: false });
    const declarationId = crypto.randomUUID();
    await tx.insert(CreditDeclaration, {
      id: declarationId,
      submission: submission.id,
      author: viewer.id,
      declaredAt: now,
      isCurrent: true,
    });
    const rows = credits.map(({ sourceId, fraction }) => ({ source_id: sourceId, fraction }));
    await tx.execute(
      `insert into credit (declaration_id, source_id, fraction)
       select ?::uuid, source_id, fraction from json_to_recordset(?::json) as given (source_id uuid, fraction double precision)`,
      [declarationId, JSON.stringify(rows)],
    );
    const [blend] = await tx.execute<{ id: string }[]>(`select id from blend where event_id = ? and state = 'DONE'`, [
      eventId,
    ]);
    if (blend !== undefined) {
      await storeHistoricalShares(tx, { blendId: blend.id, eventId });
      // The board shows other numbers, but there is nothing to blend anew.
      await tx.execute(
        `update event set board_version = board_version + 1, board_marks = board_marks + 1,
                blended_version = blended_version + case when blended_version = board_version then 1 else 0 end
          where id = ?`,
        [eventId],
      );
    }
    return { refusal: null, isChanged: true };
  });
  if (done.isChanged) {
    topics.submissionChanged(submission.id);
    topics.leaderboardChanged(eventId);
  }
  return { refusal: done.refusal };
}

async function faultOfSources(
  submission: Submission,
  credits: readonly DeclaredCredit[],
  readable: ReadonlyMap<string, Submission>,
  eventId: string,
): Promise<string | null> {
  for (const { sourceId } of credits) {
    const source = readable.get(sourceId);
    if (source === undefined) return 'There is no such submission, or you may not read it.';
    if (source.id === submission.id) return 'A submission cannot credit itself: what is left of 1 is its own.';
    const { event } = await source.participation.loadOrFail();
    if (event.id !== eventId) return `“${source.name}” is of another event.`;
    if (!isOlder(source, submission)) return `“${source.name}” was sent later than this one.`;
  }
  return null;
}

async function isDeclared(
  tx: EntityManager,
  submissionId: string,
  credits: readonly DeclaredCredit[],
): Promise<boolean> {
  const rows = await tx.execute<{ source_id: string | null; fraction: number | null }[]>(
    `select c.source_id, c.fraction from credit_declaration d left join credit c on c.declaration_id = d.id
      where d.submission_id = ? and d.is_current`,
    [submissionId],
  );
  const stored = rows.filter(({ source_id }) => source_id !== null);
  return (
    rows.length > 0 &&
    stored.length === credits.length &&
    credits.every(({ sourceId, fraction }) =>
      stored.some((row) => row.source_id === sourceId && row.fraction === fraction),
    )
  );
}
