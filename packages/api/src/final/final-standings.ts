import type { Step } from '@databoard/shared/score';
import { Board, type BoardRules, officialOf } from '../leaderboard/board.js';
import type { BoardRow } from '../leaderboard/board-row.js';
import { rank } from '../leaderboard/rank.js';
import { finiteOrNull } from '../submissions/official-score.js';
import type { FinalStanding } from './final-standing.js';

/**
 * The teams of an event in the order of the final: the entries of the competition boards, each team by its best one on each
 * score. Rows may be of any standing and state, as the boards' are; `membersOf` is asked for each team.
 */
export function finalStandings(
  rows: readonly BoardRow[],
  rules: BoardRules,
  membersOf: (teamId: string) => readonly string[],
): FinalStanding[] {
  const board = new Board(0, rows, null, { own: new Map(), passedOn: new Map() });
  const entries = board.entries('PRIVATE_COMPETITION', rules).map(({ row }) => row);
  const { isLowerTheBetter } = rules.official.scoreType;
  const teamsBy = (step: Step) => {
    const scoreOf = officialOf(rules, step);
    const best = new Map<string, BoardRow>();
    for (const { row } of rank(entries, { scoreOf, isLowerTheBetter })) {
      if (!best.has(row.teamId)) best.set(row.teamId, row);
    }
    return rank([...best.values()], { scoreOf, isLowerTheBetter });
  };
  const publicPlaces = new Map(teamsBy('valid').map((place) => [place.row.teamId, place]));
  const [publicOf, privateOf] = [officialOf(rules, 'valid'), officialOf(rules, 'test')];
  return teamsBy('test').map(({ row: best, rank: privateRank }) => {
    const { teamId } = best;
    const publicPlace = publicPlaces.get(teamId);
    if (publicPlace === undefined) throw new Error('Both scores rank the same teams.');
    return {
      teamId,
      memberIds: [...membersOf(teamId)],
      publicRank: publicPlace.rank,
      privateRank,
      publicScore: finiteOrNull(publicOf(publicPlace.row)),
      privateScore: finiteOrNull(privateOf(best)),
      entries: entries
        .filter((row) => row.teamId === teamId)
        .map((row) => ({
          submissionId: row.submissionId,
          publicScore: finiteOrNull(publicOf(row)),
          privateScore: finiteOrNull(privateOf(row)),
        })),
    };
  });
}
