import { createHash } from 'node:crypto';
import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { AuditEntry } from './audit-entry.entity.js';

/** A look at scores that participants must not see yet: whose, in which event, at what. */
export interface Look {
  viewerId: string;
  eventId: string;
  subject: { kind: 'submission' | 'event'; id: string };
}

/** Puts a look at hidden scores into the audit log, once per viewer, event and hour. Never fails and never waits. */
export type RecordLook = (look: Look) => void;

const hourMs = 3_600_000;

/** `em` is forked. The first look of an hour is written beside the answer; this process remembers it, others run into its id. */
export function createLookRecorder({ em, clock, log }: { em: EntityManager; clock: Clock; log: Log }): RecordLook {
  let hour = 0;
  let recorded = new Set<string>();
  return ({ viewerId, eventId, subject }) => {
    const now = clock.now();
    const thisHour = Math.floor(now.getTime() / hourMs);
    if (thisHour !== hour) {
      hour = thisHour;
      recorded = new Set();
    }
    const key = `${viewerId}:${eventId}:${thisHour}`;
    if (recorded.has(key)) return;
    const remembered = recorded;
    remembered.add(key);
    const entry = {
      ...{ id: idFrom(key), at: now, actor: viewerId, act: 'viewHiddenScores', event: eventId },
      ...{ subjectKind: subject.kind, subjectId: subject.id, details: {} },
    };
    em.fork()
      .upsert(AuditEntry, entry, { onConflictFields: ['id'], onConflictAction: 'ignore' })
      .catch((error: unknown) => {
        // The next look tries again.
        remembered.delete(key);
        log.error({ err: error, viewerId, eventId }, 'a look at hidden scores was not recorded');
      });
  };
}

/** The same id for the same words, so that several processes write one row. */
function idFrom(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
