import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import type { Step } from '@databoard/shared/score';
import type { ScoreType } from '../problems/problem.inputs.js';
import { finiteOrNull } from '../submissions/official-score.js';
import type { AskedBoard } from './ask-board.js';
import type { Board, BoardEntry } from './board.js';
import { canSeeReason, stepsOf } from './board.policy.js';
import type { BoardBlend } from './board.query.js';
import type { BoardBlendView, BoardPoint, BoardRow, BoardScore } from './board.view.js';
import { type BoardKind, rankingStep } from './board-kind.js';
import { statOf, statPlace } from './board-row.js';
import type { OwnRows } from './own-rows.js';

/** The official score type first, then the others in the problem's order. */
export function scoreTypesOf({ rules }: Pick<AskedBoard, 'rules'>): ScoreType[] {
  const { official, scoreTypes } = rules;
  return [official.scoreType, ...scoreTypes.filter(({ name }) => name !== official.scoreType.name)];
}

/** How to make rows for the viewer of a board. */
export function rowViews(asked: AskedBoard, kind: BoardKind): (entry: BoardEntry) => BoardRow {
  const { audience, board, rules, ownRows } = asked;
  const places = stepsOf(audience, rankingStep(kind)).flatMap((step) =>
    scoreTypesOf(asked).map(({ name }) => {
      const typeIndex = rules.scoreTypes.findIndex((type) => type.name === name);
      const place = (stat: 'bagged' | 'mean' | 'std') => statPlace(typeIndex, step, stat);
      return { scoreType: name, step, bagged: place('bagged'), mean: place('mean'), std: place('std') };
    }),
  );
  return ({ row, rank, isTied, move }) => {
    const scores: BoardScore[] = places.map(({ scoreType, step, bagged, mean, std }) => ({
      scoreType,
      step,
      value: finiteOrNull(statOf(row, bagged)),
      mean: finiteOrNull(statOf(row, mean)),
      std: finiteOrNull(statOf(row, std)),
    }));
    return {
      submissionId: row.submissionId,
      rank,
      isTied,
      move,
      teamName: row.teamName,
      submissionName: row.submissionName,
      isMine: ownRows.mark(row),
      state: row.state,
      reason: row.reason !== null && canSeeReason(audience, ownRows.own(row)) ? row.reason : null,
      scores,
      trainSeconds: row.trainSeconds,
      validSeconds: row.validSeconds,
      testSeconds: row.testSeconds,
      peakMemoryMiB: row.peakMemoryMiB,
      contributivity: board.contributivity(row.submissionId),
      historicalContributivity: board.historicalContributivity(row.submissionId),
      submittedAt: row.submittedAt,
    };
  };
}

/** How to make points of the charts for a viewer of the public board. */
export const pointView =
  (board: Board, ownRows: OwnRows) =>
  ({ row, value }: { row: BoardEntry['row']; value: number }): BoardPoint => ({
    submissionId: row.submissionId,
    submissionName: row.submissionName,
    teamName: row.teamName,
    isMine: ownRows.mark(row),
    submittedAt: row.submittedAt,
    value,
    trainSeconds: row.trainSeconds,
    contributivity: board.contributivity(row.submissionId),
    historicalContributivity: board.historicalContributivity(row.submissionId),
  });

/** The states of the day of rows that were under way when the board was read: no board changes when a fold begins. */
export async function withStatesOfToday(
  rows: readonly BoardRow[],
  currentEvaluation: { load(submissionId: string): Promise<{ state?: BoardRow['state'] } | null> },
): Promise<BoardRow[]> {
  return Promise.all(
    rows.map(async (row) => {
      if (isEvaluationEnded(row.state)) return row;
      const state = (await currentEvaluation.load(row.submissionId))?.state;
      return state === undefined || isEvaluationEnded(state) ? row : { ...row, state };
    }),
  );
}

/** The blend as a board shows it. */
export function blendView(asked: AskedBoard, kind: BoardKind): BoardBlendView | null {
  const { blend, shares } = asked.board;
  if (blend === null) return null;
  const value = (list: 'combined' | 'foldwiseBest', scoreType: string, step: Step) =>
    valueIn(blend, list, scoreType, step);
  const scores = stepsOf(asked.audience, rankingStep(kind)).flatMap((step) =>
    scoreTypesOf(asked).flatMap(({ name }) => {
      const combined = value('combined', name, step);
      if (combined === null) return [];
      const foldwiseBest = finiteOrNull(value('foldwiseBest', name, step));
      return [{ scoreType: name, step, value: finiteOrNull(combined), foldwiseBest }];
    }),
  );
  const memberCount = [...shares.own.values()].filter((share) => share > 0).length;
  return { state: blend.state, computedAt: blend.computedAt, memberCount, scores };
}

const valueIn = ({ scores }: BoardBlend, list: 'combined' | 'foldwiseBest', scoreType: string, step: Step) =>
  scores?.[list].find((score) => score.scoreType === scoreType && score.step === step)?.value ?? null;
