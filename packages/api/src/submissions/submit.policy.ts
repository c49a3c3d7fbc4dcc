import type { ElementWithRule } from '@databoard/shared/element-rules';
import { submissionBytesMax, submissionFilesMax, submissionNamePattern } from '@databoard/shared/limits';
import { type EventPhase, eventPhase, isArchived } from '../events/event.policy.js';
import type { ParticipationState } from '../events/participation.entity.js';
import { type Refusal, refusal } from '../refusal.js';

/** A participation's submissions as the rules count them: those that failed by the platform's fault do not count. */
export interface SubmitHistory {
  lastSubmittedAt: Date | null;
  /** Since midnight UTC. */
  countToday: number;
  countTotal: number;
}

/** The event's rules about submitting. */
export interface SubmitRules {
  opensAt: Date;
  publicOpensAt: Date;
  closesAt: Date;
  archivedAt?: Date | null | undefined;
  minSecondsBetweenSubmissions: number;
  maxSubmissionsPerDay?: number | null | undefined;
  maxSubmissionsTotal?: number | null | undefined;
}

/** Whether a submission would be taken now. `left…` is null without a cap. */
export interface SubmitVerdict {
  isAllowed: boolean;
  refusal: Refusal | null;
  nextAllowedAt: Date | null;
  leftToday: number | null;
  leftTotal: number | null;
}

/** Decides by dates, approval, wait and caps. `isExempt` lifts wait and caps, never dates or approval. */
export function submitVerdict(asked: {
  rules: SubmitRules;
  participationState: ParticipationState;
  isExempt: boolean;
  history: SubmitHistory;
  now: Date;
}): SubmitVerdict {
  const { rules, participationState, isExempt, history, now } = asked;
  const leftOf = (max: number | null | undefined, count: number) =>
    max == null || isExempt ? null : Math.max(0, max - count);
  const leftToday = leftOf(rules.maxSubmissionsPerDay, history.countToday);
  const leftTotal = leftOf(rules.maxSubmissionsTotal, history.countTotal);
  const refused =
    (isArchived(rules) ? refusal('NOT_OPEN', 'This event is in the archive.') : null) ??
    refusePhase(eventPhase(rules, now), rules) ??
    (participationState === 'APPROVED'
      ? null
      : refusal(
          'NOT_APPROVED',
          participationState === 'REJECTED'
            ? 'The organisers have turned your participation down.'
            : 'The organisers have not approved your participation yet.',
        )) ??
    (isExempt ? null : refuseByCaps(leftToday, leftTotal, now)) ??
    (isExempt ? null : refuseByWait(rules, history, now));
  return {
    isAllowed: refused === null,
    refusal: refused,
    nextAllowedAt: refused?.nextAllowedAt ?? null,
    leftToday,
    leftTotal,
  };
}

function refusePhase(phase: EventPhase, { opensAt }: SubmitRules): Refusal | null {
  if (phase === 'UPCOMING') return refusal('NOT_OPEN', 'This event has not opened yet.', { nextAllowedAt: opensAt });
  return phase === 'CLOSED' ? refusal('NOT_OPEN', 'This event has closed.') : null;
}

function refuseByCaps(leftToday: number | null, leftTotal: number | null, now: Date): Refusal | null {
  if (leftTotal === 0) return refusal('TOO_MANY', 'Your team has used all its submissions to this event.');
  if (leftToday !== 0) return null;
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return refusal('TOO_MANY', 'Your team has used all its submissions of today (UTC).', { nextAllowedAt: midnight });
}

function refuseByWait(rules: SubmitRules, { lastSubmittedAt }: SubmitHistory, now: Date): Refusal | null {
  if (lastSubmittedAt === null) return null;
  const nextAllowedAt = new Date(lastSubmittedAt.getTime() + rules.minSecondsBetweenSubmissions * 1000);
  if (now >= nextAllowedAt) return null;
  const seconds = Math.ceil((nextAllowedAt.getTime() - now.getTime()) / 1000);
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return refusal('TOO_SOON', `Your team can submit again in ${wait}.`, { nextAllowedAt });
}

/** The rule for names; null when it is kept. */
export const refuseName = (name: string): Refusal | null =>
  submissionNamePattern.test(name)
    ? null
    : refusal('INVALID', 'A name has 5 to 40 letters, digits, “_”, “-” or “.”.', { field: 'name' });

interface TextFile {
  path: string;
  content: string;
}

/** The rules for files that are saved only: nothing but the workflow's elements, within sizes; some may be missing. */
export function refuseDraftFiles(files: readonly TextFile[], elements: readonly ElementWithRule[]): Refusal | null {
  const field = 'files';
  if (files.length > submissionFilesMax) return refusal('TOO_MANY', `At most ${submissionFilesMax} files.`, { field });
  const known = new Map(elements.map(({ fileName, maxBytes }) => [fileName, maxBytes]));
  const seen = new Set<string>();
  let totalBytes = 0;
  for (const { path, content } of files) {
    const maxBytes = known.get(path);
    if (maxBytes === undefined) {
      const names = [...known.keys()].join(', ');
      return refusal('INVALID', `“${path}” is not part of this problem; its files are ${names}.`, {
        field,
      });
    }
    if (seen.has(path)) return refusal('INVALID', `“${path}” is there twice.`, { field });
    seen.add(path);
    const bytes = Buffer.byteLength(content, 'utf8');
    if (bytes > maxBytes) return refusal('TOO_LARGE', `“${path}” has more than ${sizeWords(maxBytes)}.`, { field });
    totalBytes += bytes;
  }
  return totalBytes > submissionBytesMax
    ? refusal('TOO_LARGE', `All files together have more than ${submissionBytesMax / 1024} KiB.`, { field })
    : null;
}

const sizeWords = (bytes: number): string => (bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`);

/** The rules for files that are submitted: as for drafts, and every element is there. */
export function refuseFiles(files: readonly TextFile[], elements: readonly ElementWithRule[]): Refusal | null {
  const refused = refuseDraftFiles(files, elements);
  if (refused !== null) return refused;
  const missing = elements.find(({ fileName }) => !files.some(({ path }) => path === fileName));
  return missing === undefined
    ? null
    : refusal('MISSING_FILE', `“${missing.fileName}” is missing.`, { field: 'files' });
}
