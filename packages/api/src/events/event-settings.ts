import type { Event, EventVisibility, SignUpMode } from './event.entity.js';
import { defaultJudgingRules, type JudgingRules } from './judging-rules.js';
import { defaultTeamRules, type TeamRules } from './team-rules.js';

/** Everything about an event that organisers set. */
export interface EventSettings extends JudgingRules, TeamRules {
  title: string;
  description: string;
  visibility: EventVisibility;
  opensAt: Date;
  publicOpensAt: Date;
  closesAt: Date;
  minSecondsBetweenSubmissions: number;
  maxSubmissionsPerDay: number | null;
  maxSubmissionsTotal: number | null;
  officialScoreType: string;
  blendMinImprovement: number;
  signUpMode: SignUpMode;
  signUpCode: string | null;
  signUpClosesAt: Date | null;
  showsCodeAfterClosing: boolean;
}

export type EventSetting = keyof EventSettings;

/** What was given: missing leaves what is there; null takes a limit away, where there need not be one. */
export type GivenSettings = { [K in EventSetting]?: EventSettings[K] | null | undefined };

/** The settings of an event whose organisers have chosen nothing but title, dates and score type. */
export const defaultEventSettings = {
  description: '',
  visibility: 'PUBLIC',
  minSecondsBetweenSubmissions: 900,
  maxSubmissionsPerDay: null,
  maxSubmissionsTotal: null,
  blendMinImprovement: 0,
  signUpMode: 'OPEN',
  signUpCode: null,
  signUpClosesAt: null,
  showsCodeAfterClosing: true,
  ...defaultTeamRules,
  ...defaultJudgingRules,
} as const satisfies Partial<EventSettings>;

/** Whether null is a value of the setting. A new setting that is missing here does not compile. */
const canBeNull: Record<EventSetting, boolean> = {
  title: false,
  description: false,
  visibility: false,
  opensAt: false,
  publicOpensAt: false,
  closesAt: false,
  signUpMode: false,
  signUpCode: true,
  signUpClosesAt: true,
  maxTeamSize: false,
  teamsFreezeAt: true,
  finalSelectionMax: true,
  minSecondsBetweenSubmissions: false,
  maxSubmissionsPerDay: true,
  maxSubmissionsTotal: true,
  officialScoreType: false,
  showsCodeAfterClosing: false,
  showsLogs: false,
  blendMinImprovement: false,
  foldTimeoutSeconds: false,
  foldMemoryMiB: false,
  foldProcessesMax: false,
  foldDiskMiB: false,
  foldLogKiB: false,
  foldPredictionMiB: false,
  foldCores: false,
  evaluationTimeoutSeconds: true,
  stopsAtFirstFailure: false,
  weight: false,
};

/** Every setting, in the order in which pages show them. */
export const eventSettings = Object.keys(canBeNull) as readonly EventSetting[];

/** The settings of a stored event. */
export const settingsOf = (event: Event): EventSettings =>
  Object.fromEntries(eventSettings.map((field) => [field, event[field] ?? null])) as unknown as EventSettings;

/** The settings with what was given put in their place. */
export function withGivenSettings(before: EventSettings, given: GivenSettings): EventSettings {
  const after = Object.fromEntries(
    eventSettings.map((field) => {
      const value = given[field];
      const isKept = value === undefined || (value === null && !canBeNull[field]);
      return [field, isKept ? before[field] : value];
    }),
  ) as unknown as EventSettings;
  const signUpCode = after.signUpCode?.trim() || null;
  // Where code opens up at closing, a later closing must not leave the old date behind, at which it would open early.
  const opensUpAtClosing = before.publicOpensAt.getTime() === before.closesAt.getTime();
  const publicOpensAt = opensUpAtClosing && given.publicOpensAt == null ? after.closesAt : after.publicOpensAt;
  return { ...after, title: after.title.trim(), signUpCode, publicOpensAt };
}

/** One setting before and after. */
export interface SettingChange {
  field: EventSetting;
  before: EventSettings[EventSetting];
  after: EventSettings[EventSetting];
}

/** What differs. */
export const settingChanges = (before: EventSettings, after: EventSettings): SettingChange[] =>
  eventSettings
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));

const isSecret = (field: EventSetting) => field === 'signUpCode';

/** A setting as the history keeps it: JSON, with the secret blotted out. */
export const settingJson = (field: EventSetting, value: SettingChange['before']): string =>
  JSON.stringify(isSecret(field) && value !== null ? '•••' : value);

/** A setting as the audit log keeps it: the secret blotted out, long text cut. */
export function auditedSetting(field: EventSetting, value: SettingChange['before']): unknown {
  if (isSecret(field) && value !== null) return '•••';
  return typeof value === 'string' && value.length > 200 ? `${value.slice(0, 200)}…` : value;
}
