import { assertNever } from '@databoard/shared/assert-never';
import type { Step } from '@databoard/shared/score';

/** The boards of an event. Competition boards hold each team's selected entries alone. */
export const boardKinds = [
  'PUBLIC',
  'PRIVATE',
  'PUBLIC_COMPETITION',
  'PRIVATE_COMPETITION',
  'IN_PROGRESS',
  'FAILED',
] as const;
export type BoardKind = (typeof boardKinds)[number];

/** The step whose scores rank a board; null where nothing ranks. */
export function rankingStep(kind: BoardKind): Step | null {
  switch (kind) {
    case 'PUBLIC':
    case 'PUBLIC_COMPETITION':
      return 'valid';
    case 'PRIVATE':
    case 'PRIVATE_COMPETITION':
      return 'test';
    case 'IN_PROGRESS':
    case 'FAILED':
      return null;
    default:
      return assertNever(kind);
  }
}

/** The public board of the same rows, which a private one is compared with; null for all others. */
export function publicCounterpart(kind: BoardKind): BoardKind | null {
  if (kind === 'PRIVATE') return 'PUBLIC';
  return kind === 'PRIVATE_COMPETITION' ? 'PUBLIC_COMPETITION' : null;
}

/** Whether a board holds selected entries alone. */
export const isCompetition = (kind: BoardKind): boolean =>
  kind === 'PUBLIC_COMPETITION' || kind === 'PRIVATE_COMPETITION';
