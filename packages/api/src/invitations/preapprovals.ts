import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { decideWithin } from '../events/decide-participations.js';
import type { Event } from '../events/event.entity.js';
import { isArchived } from '../events/event.policy.js';
import type { Publisher } from '../graphql/pubsub.js';
import { type Refusal, refusal } from '../refusal.js';
import { findPreapproved, lockPreapprovals } from './admit-preapproved.js';
import { emailPattern, sortOut } from './email-address.js';
import { Preapproval } from './preapproval.entity.js';

interface Deps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}

/**
 * Approves people by address or domain: those who sign up later, and those who wait already. Only proven addresses count.
 * All patterns or none; those that are there already do no harm. Who may, the caller has checked.
 */
export async function addPreapprovals(
  viewer: Viewer,
  { event, patterns }: { event: Event; patterns: readonly string[] },
  { em, clock, topics }: Deps,
): Promise<{ approvedCount: number; refusal: Refusal | null }> {
  const none = (refused: Refusal) => ({ approvedCount: 0, refusal: refused });
  const field = 'patterns';
  if (isArchived(event)) return none(refusal('NOT_OPEN', 'This event is in the archive; take it out first.'));
  const { good, bad } = sortOut(patterns, emailPattern);
  if (bad.length > 0) {
    const shown = bad.slice(0, 3).map((text) => `“${text.trim().slice(0, 80)}”`);
    return none(
      refusal('INVALID', `Neither an address nor a domain (“@example.org”): ${shown.join(', ')}.`, { field }),
    );
  }
  if (good.length === 0) return none(refusal('INVALID', 'Whom do you approve?', { field }));
  const approvedCount = await em.fork().transactional(async (tx) => {
    const addedAt = clock.now();
    await lockPreapprovals(tx, event.id, 'writes');
    await tx.upsertMany(
      Preapproval,
      good.map((pattern) => ({ id: crypto.randomUUID(), event: event.id, pattern, addedBy: viewer.id, addedAt })),
      { onConflictFields: ['event', 'pattern'], onConflictAction: 'ignore' },
    );
    await recordAct(
      tx,
      {
        ...{ actor: viewer, act: 'addPreapprovals', eventId: event.id },
        subject: { kind: 'event', id: event.id },
        details: { patterns: good },
      },
      { clock },
    );
    const participationIds = await findPreapproved(tx, { eventId: event.id, userId: null });
    return participationIds.length === 0
      ? 0
      : decideWithin(tx, viewer, { event, participationIds, state: 'APPROVED', note: null }, { clock });
  });
  if (approvedCount > 0) topics.leaderboardChanged(event.id);
  return { approvedCount, refusal: null };
}

/** Takes an address or domain off the list; who is in already stays in. Who may, the caller has checked. */
export function removePreapproval(
  viewer: Viewer,
  { event, preapprovalId }: { event: Event; preapprovalId: string },
  { em, clock }: Pick<Deps, 'em' | 'clock'>,
): Promise<void> {
  return em.fork().transactional(async (tx) => {
    const preapproval = await tx.findOne(Preapproval, { id: preapprovalId, event: event.id });
    if (preapproval === null) throw notFound('pre-approval');
    await tx.nativeDelete(Preapproval, { id: preapprovalId });
    await recordAct(
      tx,
      {
        ...{ actor: viewer, act: 'removePreapproval', eventId: event.id },
        subject: { kind: 'event', id: event.id },
        details: { pattern: preapproval.pattern },
      },
      { clock },
    );
  });
}
