import type { EntityManager } from '@mikro-orm/postgresql';
import { findProblemVersion } from '../problems/problem.queries.js';
import type { ProblemVersion } from '../problems/problem-version.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import { defaultEventSettings, type EventSettings, type GivenSettings, withGivenSettings } from './event-settings.js';
import { refuseSettings, refuseSlug } from './event-settings.policy.js';

/** What a new event is asked for with. */
export interface EventPlan extends GivenSettings {
  slug: string;
  title: string;
  problemVersionId: string;
  opensAt: Date;
  closesAt: Date;
}

/** What an event is made of, once nothing is wrong with it. */
export interface PlannedEvent {
  slug: string;
  version: ProblemVersion;
  settings: EventSettings;
}

/** Everything that can be said against an event before it is made, except that its slug is taken. */
export async function planEvent(
  em: EntityManager,
  { slug, problemVersionId, ...given }: EventPlan,
): Promise<PlannedEvent | { refusal: Refusal }> {
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
  return { slug, version, settings };
}

function refuseVersion(version: ProblemVersion | null): Refusal | null {
  if (version === null) return refusal('INVALID', 'There is no such problem version.', { field: 'problemVersionId' });
  return version.state === 'READY'
    ? null
    : refusal('NOT_READY', 'This problem version has not been checked, or was refused.', {
        field: 'problemVersionId',
      });
}
