import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { AuditEntry } from './audit-entry.entity.js';

/** Who did what to what. `details` holds what changed or why; never a secret, a score or code. */
export interface Act {
  actor: { id: string } | null;
  act: string;
  eventId?: string | null;
  subject: { kind: string; id: string | null };
  details?: Record<string, unknown>;
}

/** Writes an act into the audit log, in the transaction that does it: there is neither one without the other. */
export async function recordAct(tx: EntityManager, act: Act, { clock }: { clock: Clock }): Promise<void> {
  await tx.insert(AuditEntry, {
    id: randomUUID(),
    at: clock.now(),
    actor: act.actor?.id ?? null,
    act: act.act,
    event: act.eventId ?? null,
    subjectKind: act.subject.kind,
    subjectId: act.subject.id,
    details: act.details ?? {},
  });
}
