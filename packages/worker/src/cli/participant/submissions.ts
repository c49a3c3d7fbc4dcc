import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { CliConfig } from '../config.js';
import { CommandFailed } from '../exit-code.js';
import { type ApiAccess, request } from '../graphql-request.js';
import { formatScore, layOutTable } from '../lay-out-table.js';
import { toJson } from '../score-summary.js';
import { type PlatformFlags, participantAccess } from './platform-access.js';
import { quotaWords, type Refusal, refusalFields } from './refusal.js';
import { durationWords, timeWords, untilWords } from './time-words.js';

const query = `query ($slug: String!) { event(slug: $slug) {
  slug phase closesAt officialScoreType { name precision }
  myParticipation { submitStatus { isAllowed leftToday leftTotal ${refusalFields} } submissions {
    id name standing submittedAt officialScore contributivity author { username }
    evaluation { state aheadInQueue startsInSeconds endsInSeconds } } }
} }`;

/** One of the own team's submissions, as lists show it. */
export interface ListedSubmission {
  id: string;
  name: string;
  standing: string;
  submittedAt: string;
  officialScore: number | null;
  contributivity: number | null;
  author: { username: string };
  evaluation: {
    state: EvaluationState;
    aheadInQueue: number | null;
    startsInSeconds: number | null;
    endsInSeconds: number | null;
  };
}

/** How the own team stands in an event. */
export interface OwnSubmissions {
  slug: string;
  phase: string;
  closesAt: string;
  officialScoreType: { name: string; precision: number };
  myParticipation: {
    submitStatus: { isAllowed: boolean; leftToday: number | null; leftTotal: number | null; refusal: Refusal | null };
    submissions: ListedSubmission[];
  };
}

/** Reads the own team's submissions, the newest first; fails for who does not take part. */
export async function readOwnSubmissions(access: ApiAccess, slug: string): Promise<OwnSubmissions> {
  const { event } = await request<{
    event:
      | (Omit<OwnSubmissions, 'myParticipation'> & { myParticipation: OwnSubmissions['myParticipation'] | null })
      | null;
  }>(access, query, { slug });
  if (event === null) throw new CommandFailed(`There is no event ${slug}, or none for you.`);
  if (event.myParticipation === null) throw new CommandFailed(`You do not take part in ${event.slug}.`);
  return { ...event, myParticipation: event.myParticipation };
}

/** `databoard submissions <event>`: the own team's submissions, the newest first. */
export async function submissions(config: CliConfig, slug: string, flags: PlatformFlags): Promise<void> {
  const event = await readOwnSubmissions(await participantAccess(config, flags), slug);
  const { submissions: rows, submitStatus } = event.myParticipation;
  if (flags.json) {
    console.log(toJson({ event: event.slug, ...submitStatus, submissions: rows.map(listedJson) }));
    return;
  }
  console.log(rows.length === 0 ? 'Nothing was submitted yet.' : ownTable(event, rows));
  console.error(submitWords(event));
}

/** A listed submission for scripts. */
export const listedJson = ({ evaluation, author, ...rest }: ListedSubmission): object => ({
  ...rest,
  author: author.username,
  ...evaluation,
});

/** Submissions under each other. */
export function ownTable({ officialScoreType: type }: OwnSubmissions, rows: readonly ListedSubmission[]): string {
  const heading = ['name', 'state', type.name, 'contributivity', 'submitted', 'id'];
  const lines = rows.map(({ name, standing, evaluation, officialScore, contributivity, submittedAt, id }) => [
    name,
    standing === 'COUNTED' ? stateWords(evaluation) : standing,
    officialScore === null ? '' : formatScore(officialScore, type.precision),
    contributivity === null ? '' : `${(100 * contributivity).toFixed(1)} %`,
    timeWords(submittedAt),
    id,
  ]);
  return layOutTable([heading, ...lines], [0, 1, 4, 5]);
}

/** Whether one can submit now, and what is left. */
export function submitWords({ myParticipation }: OwnSubmissions, now = new Date()): string {
  const { isAllowed, refusal, ...left } = myParticipation.submitStatus;
  const quota = quotaWords(left);
  const next = refusal?.nextAllowedAt;
  const when = next ? ` Next: ${timeWords(next)}${untilWords(next, now)}.` : '';
  return `${isAllowed ? 'You can submit now.' : `${refusal?.message ?? 'You cannot submit now.'}${when}`}${quota && ` ${quota}.`}`;
}

function stateWords({ state, aheadInQueue, startsInSeconds, endsInSeconds }: ListedSubmission['evaluation']): string {
  const ahead = aheadInQueue === null ? '' : `, ${aheadInQueue} before it`;
  const seconds = startsInSeconds ?? endsInSeconds;
  const what = startsInSeconds === null ? 'left' : 'to its start';
  return `${state}${ahead}${seconds === null ? '' : `, ~${durationWords(seconds)} ${what}`}`;
}
