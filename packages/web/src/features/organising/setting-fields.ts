/** How a setting is typed in. */
type Kind = 'line' | 'markdown' | 'date' | 'number' | 'switch' | 'choice';

/** One setting of an event as the form and the history show it. */
export interface SettingField {
  name: string;
  label: string;
  kind: Kind;
  /** What it means, or its unit. */
  hint?: string;
  /** May be left empty, and what that means. */
  empty?: string;
  options?: readonly { value: string; label: string }[];
  isForSiteAdmins?: boolean;
}

/** Settings that belong together. */
export interface SettingGroup {
  title: string;
  fields: readonly SettingField[];
}

const field = (name: string, label: string, kind: Kind, more: Partial<SettingField> = {}): SettingField => ({
  ...{ name, label, kind },
  ...more,
});

/** Every setting of an event, in the order of the page. */
export const settingGroups: readonly SettingGroup[] = [
  {
    title: 'What it is',
    fields: [
      field('title', 'Title', 'line'),
      field('description', 'Your own words', 'markdown', { hint: 'Markdown, on the overview and below the rules.' }),
      field('visibility', 'Who sees it', 'choice', {
        options: [
          { value: 'PUBLIC', label: 'Everybody' },
          { value: 'HIDDEN', label: 'Its admins, participants and those invited' },
        ],
      }),
    ],
  },
  {
    title: 'Dates',
    fields: [
      field('opensAt', 'Opens', 'date'),
      field('publicOpensAt', 'Code opens up', 'date', {
        hint: 'Until then competitive, from then on collaborative. The closing date: never while it is open.',
      }),
      field('closesAt', 'Closes', 'date', { hint: 'Can be moved until it has passed, never afterwards.' }),
    ],
  },
  {
    title: 'Who takes part',
    fields: [
      field('signUpMode', 'Signing up', 'choice', {
        options: [
          { value: 'OPEN', label: 'Open to everybody' },
          { value: 'CODE', label: 'With a code' },
          { value: 'APPROVAL', label: 'After approval' },
        ],
      }),
      field('signUpCode', 'Code', 'line', {
        hint: 'At least 6 characters. Only admins of the event see it.',
        empty: 'none',
      }),
      field('signUpClosesAt', 'Signing up closes', 'date', { empty: 'when the event closes' }),
      field('maxTeamSize', 'People in a team', 'number', { hint: 'At most; 1: everybody competes alone.' }),
      field('teamsFreezeAt', 'Teams freeze', 'date', { empty: 'when the event closes' }),
    ],
  },
  {
    title: 'Submitting and ranking',
    fields: [
      field('minSecondsBetweenSubmissions', 'Wait between submissions', 'number', { hint: 'In seconds.' }),
      field('maxSubmissionsPerDay', 'Submissions a day', 'number', {
        hint: 'Of a team, in days of UTC.',
        empty: 'no limit',
      }),
      field('maxSubmissionsTotal', 'Submissions in all', 'number', { hint: 'Of a team.', empty: 'no limit' }),
      field('officialScoreType', 'Ranks by', 'choice', { hint: 'Until the first submission.' }),
      field('finalSelectionMax', 'Chosen for the final', 'number', {
        hint: 'Submissions that a team may choose.',
        empty: 'its best one counts',
      }),
      field('blendMinImprovement', 'Least improvement of the ensemble', 'number'),
    ],
  },
  {
    title: 'What participants see',
    fields: [
      field('showsCodeAfterClosing', 'All code stays readable after closing', 'switch'),
      field('showsLogs', 'Participants read what their code prints, even with private data', 'switch', {
        hint: 'Code can print the data that it is given.',
      }),
    ],
  },
  {
    title: 'What a fold may use',
    fields: [
      field('foldTimeoutSeconds', 'Time', 'number', { hint: 'Seconds.' }),
      field('foldMemoryMiB', 'Memory', 'number', { hint: 'MiB.' }),
      field('foldCores', 'Cores', 'number'),
      field('foldProcessesMax', 'Processes and threads', 'number'),
      field('foldDiskMiB', 'Files', 'number', { hint: 'MiB.' }),
      field('foldLogKiB', 'Output', 'number', { hint: 'KiB.' }),
      field('foldPredictionMiB', 'Predictions', 'number', { hint: 'MiB.' }),
      field('evaluationTimeoutSeconds', 'Time of all folds', 'number', { hint: 'Seconds.', empty: 'no limit' }),
      field('stopsAtFirstFailure', 'The first failing fold cancels the others', 'switch'),
      field('weight', 'Share of the workers', 'number', {
        hint: 'Beside an event of 1; for site admins.',
        isForSiteAdmins: true,
      }),
    ],
  },
];

const byName = new Map(settingGroups.flatMap(({ fields }) => fields).map((one) => [one.name, one]));

/** What a setting is called; its own name where the page does not know it. */
export const settingLabel = (name: string): string => byName.get(name)?.label ?? name;

/** What is typed into the form, by setting. */
export type Typed = Record<string, string | boolean>;

const dateOf = (iso: string) => new Date(iso).toISOString().slice(0, 16);

/** What a form shows for stored values: text for all but switches. */
export function typedFrom(stored: Record<string, unknown>): Typed {
  return Object.fromEntries(
    [...byName.values()].map(({ name, kind }) => {
      const value = stored[name] ?? null;
      if (kind === 'switch') return [name, value === true];
      if (value === null) return [name, ''];
      return [name, kind === 'date' ? dateOf(String(value)) : String(value)];
    }),
  );
}

/** What differs from what was there, as the server takes it; an empty field is null. */
export function changesOf(typed: Typed, before: Typed): Record<string, unknown> {
  const changed = [...byName.values()].filter(({ name }) => typed[name] !== before[name]);
  return Object.fromEntries(changed.map((one) => [one.name, sentValue(one, typed[one.name] ?? '')]));
}

function sentValue({ kind }: SettingField, typed: string | boolean): unknown {
  if (typeof typed === 'boolean' || kind === 'markdown') return typed;
  if (typed.trim() === '') return null;
  if (kind === 'number') return Number(typed);
  return kind === 'date' ? `${typed}:00.000Z` : typed;
}

/** What is wrong with what is typed before the server is asked; by setting. */
export function faultsOf(typed: Typed): Record<string, string> {
  const faults = [...byName.values()].flatMap(({ name, kind, empty }) => {
    const value = typed[name];
    if (typeof value !== 'string' || kind === 'markdown') return [];
    if (value.trim() === '') return empty === undefined ? [[name, 'This cannot be empty.']] : [];
    return kind === 'number' && !Number.isFinite(Number(value)) ? [[name, 'This is not a number.']] : [];
  });
  return Object.fromEntries(faults);
}

/** A value of the history in words. */
export function storedWords(name: string, json: string): string {
  const value: unknown = JSON.parse(json);
  const known = byName.get(name);
  if (value === null) return known?.empty ?? 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (known?.kind === 'date') return `${dateOf(String(value)).replace('T', ' ')} UTC`;
  const text = known?.options?.find((option) => option.value === value)?.label ?? String(value);
  return text === '' ? 'empty' : text;
}
