import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { findProblemVersion } from '../problems/problem.queries.js';
import type { ProblemVersion } from '../problems/problem-version.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import { Event } from './event.entity.js';
import { findEvent } from './event.queries.js';
import { EventAdmin } from './event-admin.entity.js';
import { defaultEventSettings, type GivenSettings, withGivenSettings } from './event-settings.js';
import { refuseSettings } from './event-settings.policy.js';

interface CreateEventRequest extends GivenSettings {
  slug: string;
  title: string;
  problemVersionId: string;
  opensAt: Date;
  closesAt: Date;
}

/** Makes an event on a version that is ready; who makes it is its first admin. Who may, the caller has checked. */
export async function createEvent(
  viewer: Viewer,
  { slug, problemVersionId, ...given }: CreateEventRequest,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ event: Event } | { refusal: Refusal }> {
  const version = await findProblemVersion(em, problemVersionId);
  const scoreTypes = version?.description?.scoreTypes.map(({ name }) => name) ?? [];
  const { title, opensAt, closesAt } = given;
  const defaults = {
    ...defaultEventSettings,
    ...{ title, opensAt, closesAt, publicOpensAt: closesAt },
    officialScoreType: scoreTypes[0] ?? '',
  };
  const settings = withGivenSettings(defaults, given);
  const refused = refuseSlug(slug) ?? refuseVersion(version) ?? refuseSettings(settings, scoreTypes);
  if (refused !== null) return { refusal: refused };
  if (version === null) throw new Error('A version that is not refused is there.');

  const now = clock.now();
  try {
    await em.transactional(async (tx) => {
      const event = tx.create(Event, { slug, problemVersion: version.id, ...settings, createdAt: now });
      await tx.flush();
      await tx.insert(EventAdmin, { event: event.id, user: viewer.id, addedBy: viewer.id, addedAt: now });
      await recordAct(
        tx,
        {
          actor: viewer,
          act: 'createEvent',
          eventId: event.id,
          subject: { kind: 'event', id: event.id },
          details: { slug, title: settings.title, problemVersionId },
        },
        { clock },
      );
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return { refusal: refusal('TAKEN', 'There is an event with this slug.', { field: 'slug' }) };
  }
  const event = await findEvent(em, slug);
  if (event === null) throw new Error('The event just made is gone.');
  return { event };
}

const refuseSlug = (slug: string): Refusal | null =>
  /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/.test(slug)
    ? null
    : refusal(
        'INVALID',
        'A slug has 1 to 63 lower-case letters, digits, “-” or “_”, and begins and ends with a letter or digit.',
        { field: 'slug' },
      );

function refuseVersion(version: ProblemVersion | null): Refusal | null {
  if (version === null) return refusal('INVALID', 'There is no such problem version.', { field: 'problemVersionId' });
  return version.state === 'READY'
    ? null
    : refusal('NOT_READY', 'This problem version has not been checked, or was refused.', {
        field: 'problemVersionId',
      });
}
