import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Interaction, type InteractionKind } from './interaction.entity.js';

/** Counts something for the organisers' statistics. Callers need not wait for it: pass the promise to `inBackground`. */
export async function recordInteraction(
  em: EntityManager,
  about: { kind: InteractionKind; userId: string | null; eventId: string | null; submissionId?: string | null },
  { clock }: { clock: Clock },
): Promise<void> {
  await em.insert(Interaction, {
    id: randomUUID(),
    at: clock.now(),
    kind: about.kind,
    user: about.userId,
    event: about.eventId,
    submission: about.submissionId ?? null,
  });
}
