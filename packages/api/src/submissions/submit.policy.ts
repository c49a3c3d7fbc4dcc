import type { ElementWithRule } from '@databoard/shared/element-rules';
import { submissionBytesMax, submissionFilesMax, submissionNamePattern } from '@databoard/shared/limits';
import { type EventPhase, eventPhase, isArchived } from '../events/event.policy.js';
import type { ParticipationState } from '../events/participation.entity.js';
import { type Refusal, type RefusalReason, refusal } from '../refusal.js';

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

/** What keeps a set of files from being taken, and which file; `path` is null for what they are together. */
interface FileFault {
  reason: RefusalReason;
  path: string | null;
  message: string;
}

// Half of a character that takes two: nothing that UTF-8 or the database could hold.
const loneSurrogate = /\p{Surrogate}/u;

/** Everything that is wrong with files that are saved only; some of the workflow's may be missing. */
function faultsOfDraftFiles(files: readonly TextFile[], elements: readonly ElementWithRule[]): FileFault[] {
  const faults: FileFault[] = [];
  const add = (reason: RefusalReason, path: string | null, message: string) => faults.push({ reason, path, message });
  if (files.length > submissionFilesMax) add('TOO_MANY', null, `At most ${submissionFilesMax} files.`);
  const known = new Map(elements.map(({ fileName, maxBytes }) => [fileName, maxBytes]));
  const seen = new Set<string>();
  let totalBytes = 0;
  for (const { path, content } of files) {
    const bytes = Buffer.byteLength(content, 'utf8');
    const maxBytes = known.get(path);
    totalBytes += bytes;
    if (maxBytes === undefined) {
      add('INVALID', path, `“${path}” is not part of this problem; its files are ${[...known.keys()].join(', ')}.`);
    } else if (seen.has(path)) add('INVALID', path, `“${path}” is there twice.`);
    else if (bytes > maxBytes) add('TOO_LARGE', path, `“${path}” has more than ${sizeWords(maxBytes)}.`);
    else if (loneSurrogate.test(content)) add('INVALID', path, `“${path}” is not UTF-8 text.`);
    seen.add(path);
  }
  if (totalBytes > submissionBytesMax) {
    add('TOO_LARGE', null, `All files together have more than ${submissionBytesMax / 1024} KiB.`);
  }
  return faults;
}

const sizeWords = (bytes: number): string => (bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`);

/** Everything that is wrong with files that are submitted: as for drafts, and every element is there. */
export function faultsOfFiles(files: readonly TextFile[], elements: readonly ElementWithRule[]): FileFault[] {
  const missing = elements.filter(({ fileName }) => !files.some(({ path }) => path === fileName));
  return [
    ...faultsOfDraftFiles(files, elements),
    ...missing.map(({ fileName }) => ({
      reason: 'MISSING_FILE' as const,
      path: fileName,
      message: `“${fileName}” is missing.`,
    })),
  ];
}

const firstOf = ([fault]: FileFault[]): Refusal | null =>
  fault === undefined ? null : refusal(fault.reason, fault.message, { field: 'files' });

/** The rules for files that are saved only: nothing but the workflow's elements, within sizes; some may be missing. */
export const refuseDraftFiles = (files: readonly TextFile[], elements: readonly ElementWithRule[]): Refusal | null =>
  firstOf(faultsOfDraftFiles(files, elements));

/** The rules for files that are submitted: as for drafts, and every element is there. */
export const refuseFiles = (files: readonly TextFile[], elements: readonly ElementWithRule[]): Refusal | null =>
  firstOf(faultsOfFiles(files, elements));
