import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { findProblemVersion } from '../problems/problem.queries.js';
import type { ProblemVersion } from '../problems/problem-version.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import { Event } from './event.entity.js';
import { findEvent } from './event.queries.js';
import { defaultJudgingRules, type GivenJudgingRules, refuseJudgingRules, withGiven } from './judging-rules.js';

interface CreateEventRequest extends GivenJudgingRules {
  slug: string;
  title: string;
  problemVersionId: string;
  opensAt: Date;
  publicOpensAt?: Date | null;
  closesAt: Date;
  minSecondsBetweenSubmissions?: number | null;
  maxSubmissionsPerDay?: number | null;
  maxSubmissionsTotal?: number | null;
  officialScoreType?: string | null;
  requiresApproval?: boolean | null;
  blendMinImprovement?: number | null;
}

const defaultWaitSeconds = 900;
const weekSeconds = 604_800;
const submissionsMax = 1_000_000;

/** Makes an event on a version that is ready. Who may, the caller has checked. */
export async function createEvent(
  viewer: Viewer,
  request: CreateEventRequest,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ event: Event } | { refusal: Refusal }> {
  const version = await findProblemVersion(em, request.problemVersionId);
  const refused = refuseEvent(request) ?? refuseVersion(request, version);
  if (refused !== null) return { refusal: refused };
  const description = version?.description;
  if (version === null || description == null) throw new Error('A ready problem version has a description.');

  const event = {
    id: crypto.randomUUID(),
    slug: request.slug,
    title: request.title.trim(),
    problemVersion: version.id,
    opensAt: request.opensAt,
    publicOpensAt: request.publicOpensAt ?? request.closesAt,
    closesAt: request.closesAt,
    minSecondsBetweenSubmissions: request.minSecondsBetweenSubmissions ?? defaultWaitSeconds,
    maxSubmissionsPerDay: request.maxSubmissionsPerDay ?? null,
    maxSubmissionsTotal: request.maxSubmissionsTotal ?? null,
    ...withGiven(defaultJudgingRules, request),
    officialScoreType: request.officialScoreType ?? description.scoreTypes[0]?.name ?? '',
    requiresApproval: request.requiresApproval ?? false,
    blendMinImprovement: request.blendMinImprovement ?? 0,
    createdAt: clock.now(),
  };
  try {
    await em.fork().transactional(async (tx) => {
      await tx.insert(Event, event);
      const { id, slug, title } = event;
      const details = { slug, title, problemVersionId: version.id };
      await recordAct(
        tx,
        { actor: viewer, act: 'createEvent', eventId: id, subject: { kind: 'event', id }, details },
        { clock },
      );
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return { refusal: refusal('TAKEN', 'There is an event with this slug.', { field: 'slug' }) };
  }
  const made = await findEvent(em, request.slug);
  if (made === null) throw new Error('The event just made is gone.');
  return { event: made };
}

/** The rules for an event's own values; null when they are kept. */
export function refuseEvent(request: CreateEventRequest): Refusal | null {
  const no = (field: keyof CreateEventRequest, message: string) => refusal('INVALID', message, { field });
  const { slug, title, opensAt, publicOpensAt, closesAt } = request;
  if (!/^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/.test(slug)) {
    return no(
      'slug',
      'A slug has 1 to 63 lower-case letters, digits, “-” or “_”, and begins and ends with a letter or digit.',
    );
  }
  const titleLength = title.trim().length;
  if (titleLength < 1 || titleLength > 200) return no('title', 'A title has 1 to 200 characters.');
  for (const [field, date] of [
    ['opensAt', opensAt],
    ['publicOpensAt', publicOpensAt],
    ['closesAt', closesAt],
  ] as const) {
    // Keeps out typing errors and what PostgreSQL or a page could not show.
    if (date != null && (date.getUTCFullYear() < 2000 || date.getUTCFullYear() > 2200)) {
      return no(field, 'Dates lie between the years 2000 and 2200.');
    }
  }
  if (closesAt <= opensAt) return no('closesAt', 'An event closes after it opens.');
  if (publicOpensAt != null && (publicOpensAt < opensAt || publicOpensAt > closesAt)) {
    return no('publicOpensAt', 'Code opens up between opening and closing.');
  }
  const within = (value: number | null | undefined, min: number, max: number) =>
    value == null || (value >= min && value <= max);
  if (!within(request.minSecondsBetweenSubmissions, 0, weekSeconds)) {
    return no('minSecondsBetweenSubmissions', 'The wait between submissions is 0 seconds to a week.');
  }
  if (!within(request.maxSubmissionsPerDay, 1, submissionsMax))
    return no('maxSubmissionsPerDay', 'A cap is at least 1.');
  if (!within(request.maxSubmissionsTotal, 1, submissionsMax)) return no('maxSubmissionsTotal', 'A cap is at least 1.');
  if (!within(request.blendMinImprovement, 0, Number.MAX_VALUE)) {
    return no('blendMinImprovement', 'The least improvement of a blend is 0 or more.');
  }
  return refuseJudgingRules(request);
}

function refuseVersion(request: CreateEventRequest, version: ProblemVersion | null): Refusal | null {
  if (version === null) return refusal('INVALID', 'There is no such problem version.', { field: 'problemVersionId' });
  if (version.state !== 'READY') {
    return refusal('NOT_READY', 'This problem version has not been checked, or was refused.', {
      field: 'problemVersionId',
    });
  }
  const names = version.description?.scoreTypes.map(({ name }) => name) ?? [];
  if (request.officialScoreType != null && !names.includes(request.officialScoreType)) {
    return refusal('INVALID', `The kit’s score types are ${names.join(', ')}.`, { field: 'officialScoreType' });
  }
  return null;
}
