import { type Refusal, refusal } from '../refusal.js';
import { eventPhase } from './event.policy.js';
import type { EventSetting, EventSettings, SettingChange } from './event-settings.js';
import { refuseAboveOrganisers, refuseJudgingRules } from './judging-rules.policy.js';
import { refuseTeamRules } from './team-rules.policy.js';

const weekSeconds = 604_800;
const submissionsMax = 1_000_000;
const descriptionMax = 20_000;

const no = (field: EventSetting, message: string) => refusal('INVALID', message, { field });

/** What an event's address may be called; null when it may. */
export const refuseSlug = (slug: string): Refusal | null =>
  /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/.test(slug)
    ? null
    : refusal(
        'INVALID',
        'A slug has 1 to 63 lower-case letters, digits, “-” or “_”, and begins and ends with a letter or digit.',
        { field: 'slug' },
      );

/** The rules that any event's settings keep; null when they do. */
export function refuseSettings(settings: EventSettings, scoreTypes: readonly string[]): Refusal | null {
  const { title, description, minSecondsBetweenSubmissions, blendMinImprovement, officialScoreType } = settings;
  if (title.length < 1 || title.length > 200) return no('title', 'A title has 1 to 200 characters.');
  if (description.length > descriptionMax) return no('description', 'A description has at most 20,000 characters.');
  const within = (value: number | null, min: number, max: number) => value === null || (value >= min && value <= max);
  if (!within(minSecondsBetweenSubmissions, 0, weekSeconds)) {
    return no('minSecondsBetweenSubmissions', 'The wait between submissions is 0 seconds to a week.');
  }
  for (const field of ['maxSubmissionsPerDay', 'maxSubmissionsTotal'] as const) {
    if (!within(settings[field], 1, submissionsMax)) return no(field, 'A cap is at least 1.');
  }
  if (!within(blendMinImprovement, 0, Number.MAX_VALUE)) {
    return no('blendMinImprovement', 'The least improvement of a blend is 0 or more.');
  }
  if (!scoreTypes.includes(officialScoreType)) {
    return no('officialScoreType', `The kit’s score types are ${scoreTypes.join(', ')}.`);
  }
  return refuseDates(settings) ?? refuseSignUp(settings) ?? refuseTeamRules(settings) ?? refuseJudgingRules(settings);
}

function refuseDates({ opensAt, publicOpensAt, closesAt, signUpClosesAt }: EventSettings): Refusal | null {
  for (const [field, date] of Object.entries({ opensAt, publicOpensAt, closesAt, signUpClosesAt })) {
    // Keeps out typing errors and what PostgreSQL or a page could not show.
    if (date !== null && !(date.getUTCFullYear() >= 2000 && date.getUTCFullYear() <= 2200)) {
      return no(field as EventSetting, 'Dates lie between the years 2000 and 2200.');
    }
  }
  if (closesAt <= opensAt) return no('closesAt', 'An event closes after it opens.');
  if (publicOpensAt < opensAt || publicOpensAt > closesAt) {
    return no('publicOpensAt', 'Code opens up between opening and closing.');
  }
  return signUpClosesAt !== null && signUpClosesAt > closesAt
    ? no('signUpClosesAt', 'One signs up before the event closes.')
    : null;
}

function refuseSignUp({ signUpMode, signUpCode }: EventSettings): Refusal | null {
  if (signUpMode !== 'CODE') return null;
  return signUpCode === null || signUpCode.length < 6 || signUpCode.length > 100
    ? no('signUpCode', 'A code to sign up with has 6 to 100 characters.')
    : null;
}

/** What the rules ask about an event before its settings change. */
export interface SettingsMoment {
  now: Date;
  isSiteAdmin: boolean;
  hasSubmissions: boolean;
}

/** What no organiser may change any more, or not to this; null when all of it may. */
export function refuseChanges(
  before: EventSettings,
  after: EventSettings,
  changes: readonly SettingChange[],
  { now, isSiteAdmin, hasSubmissions }: SettingsMoment,
): Refusal | null {
  const changed = new Set(changes.map(({ field }) => field));
  const phase = eventPhase(before, now);
  const dates = ['opensAt', 'publicOpensAt', 'closesAt'] as const;
  const moved = dates.find((field) => changed.has(field));
  if (phase === 'CLOSED' && moved !== undefined) {
    return no(moved, 'This event has closed: its result is final, and its dates stay.');
  }
  const ofTheResult = (['finalSelectionMax', 'maxTeamSize', 'teamsFreezeAt'] as const).find((field) =>
    changed.has(field),
  );
  if (phase === 'CLOSED' && ofTheResult !== undefined) {
    return no(ofTheResult, 'This event has closed: its teams and its result are final.');
  }
  if (changed.has('closesAt') && hasSubmissions && after.closesAt < now) {
    return no('closesAt', 'An event with submissions cannot close in the past. It can be closed now.');
  }
  if (changed.has('opensAt') && hasSubmissions) {
    return no('opensAt', 'There are submissions already: the event opened when it did.');
  }
  if (changed.has('publicOpensAt') && phase === 'COLLABORATIVE') {
    return no('publicOpensAt', 'The code has opened up already, and cannot be hidden again.');
  }
  if (changed.has('officialScoreType') && hasSubmissions) {
    return no('officialScoreType', 'There are submissions already: what ranks them stays.');
  }
  if (changed.has('weight') && !isSiteAdmin) return no('weight', 'Only site admins set an event’s weight.');
  return isSiteAdmin ? null : refuseAboveOrganisers(before, after);
}
