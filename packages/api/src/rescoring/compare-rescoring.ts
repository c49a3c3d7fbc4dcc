import { rank } from '../leaderboard/rank.js';
import { compareScores } from '../submissions/official-score.js';

/** One evaluation as a board would count it. Scores are the official ones in full precision. */
export interface Judged {
  isScored: boolean;
  publicScore: number | null;
  privateScore: number | null;
}

/** A submission before and after. `after` null: not scored anew yet. */
export interface RescoredSubmission {
  submissionId: string;
  teamId: string;
  submittedAt: Date;
  before: Judged;
  after: Judged | null;
}

/** Ranks in the competition order; null for what is not its team's entry. */
export interface Ranks {
  publicRank: number | null;
  privateRank: number | null;
}

export type Compared<T> = T & {
  ranksBefore: Ranks;
  ranksAfter: Ranks;
  isScoreChanged: boolean;
  isRankChanged: boolean;
};

/** Which way each version's official score is read. */
export interface Directions {
  isLowerTheBetterBefore: boolean;
  isLowerTheBetterAfter: boolean;
}

/**
 * What a rescoring changes, the largest change of rank first: of those that keep or become their team's entry, then of
 * scores alone, then the rest by their rank. What is not scored anew yet stands as it was.
 */
export function compareRescoring<T extends RescoredSubmission>(
  rows: readonly T[],
  { isLowerTheBetterBefore, isLowerTheBetterAfter }: Directions,
): Compared<T>[] {
  const before = competitionRanks(
    rows.map((row) => ({ ...row, ...row.before })),
    isLowerTheBetterBefore,
  );
  const after = competitionRanks(
    rows.map((row) => ({ ...row, ...(row.after ?? row.before) })),
    isLowerTheBetterAfter,
  );
  const compared = rows.map((row): Compared<T> => {
    const ranksBefore = before.get(row.submissionId) ?? unranked;
    const ranksAfter = after.get(row.submissionId) ?? unranked;
    return {
      ...row,
      ranksBefore,
      ranksAfter,
      isScoreChanged: row.after !== null && !isSame(row.before, row.after),
      isRankChanged:
        ranksBefore.publicRank !== ranksAfter.publicRank || ranksBefore.privateRank !== ranksAfter.privateRank,
    };
  });
  const place = ({ ranksAfter, ranksBefore }: Compared<T>) =>
    ranksAfter.publicRank ?? ranksBefore.publicRank ?? rows.length + 1;
  return compared.toSorted(
    (a, b) =>
      changeOfRank(b, rows.length) - changeOfRank(a, rows.length) ||
      Number(b.isScoreChanged) - Number(a.isScoreChanged) ||
      place(a) - place(b) ||
      a.submittedAt.getTime() - b.submittedAt.getTime(),
  );
}

const unranked: Ranks = { publicRank: null, privateRank: null };

/** Each team's best public score, the earliest first, ranked by public and by private score. */
function competitionRanks(
  rows: readonly (Judged & Pick<RescoredSubmission, 'submissionId' | 'teamId' | 'submittedAt'>)[],
  isLowerTheBetter: boolean,
): Map<string, Ranks> {
  const scored = rows.filter(({ isScored }) => isScored);
  const entries = [...Map.groupBy(scored, ({ teamId }) => teamId).values()].flatMap((own) =>
    own
      .toSorted(
        (a, b) =>
          compareScores(a.publicScore, b.publicScore, isLowerTheBetter) ||
          a.submittedAt.getTime() - b.submittedAt.getTime(),
      )
      .slice(0, 1),
  );
  const hasPrivate = entries.some(({ privateScore }) => privateScore !== null);
  const ranksBy = (score: 'publicScore' | 'privateScore') =>
    new Map(
      rank(entries, { scoreOf: (entry) => entry[score], isLowerTheBetter }).map(({ row, rank: place }) => [
        row.submissionId,
        place,
      ]),
    );
  const byPublic = ranksBy('publicScore');
  const byPrivate = hasPrivate ? ranksBy('privateScore') : new Map<string, number>();
  return new Map(
    entries.map(({ submissionId }) => [
      submissionId,
      { publicRank: byPublic.get(submissionId) ?? null, privateRank: byPrivate.get(submissionId) ?? null },
    ]),
  );
}

/** The larger of both boards' changes; entering or leaving a board counts as the way from or to its end. */
function changeOfRank({ ranksBefore, ranksAfter }: Pick<Compared<object>, 'ranksBefore' | 'ranksAfter'>, end: number) {
  const change = (key: keyof Ranks) => Math.abs((ranksBefore[key] ?? end + 1) - (ranksAfter[key] ?? end + 1));
  return Math.max(change('publicRank'), change('privateRank'));
}

/** NaN is as good as NaN. */
const isSame = (a: Judged, b: Judged): boolean =>
  a.isScored === b.isScored && isEqual(a.publicScore, b.publicScore) && isEqual(a.privateScore, b.privateScore);
const isEqual = (a: number | null, b: number | null): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));
