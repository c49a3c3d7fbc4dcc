import { type EvaluationState, isEvaluationEnded, isEvaluationFailed } from '@databoard/shared/evaluation-state';
import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import type { Step } from '@databoard/shared/score';
import type { OfficialScore } from '../submissions/official-score.js';
import type { BoardBlend, BoardShares } from './board.query.js';
import { type BoardKind, isCompetition, publicCounterpart, rankingStep } from './board-kind.js';
import { type BoardRow, statOf, statPlace } from './board-row.js';
import { rank } from './rank.js';
import { selectedEntries } from './selected-entries.js';

/** What ranks an event's boards, and how many entries a team has in its competition. */
export interface BoardRules {
  /** In the problem's order, as the figures of the rows are. */
  scoreTypes: readonly ScoreTypeDescription[];
  official: OfficialScore;
  entriesMax: number;
}

/** A row of one board. */
export interface BoardEntry {
  row: BoardRow;
  /** Null where nothing ranks. */
  rank: number | null;
  isTied: boolean;
  /** Public rank minus private rank; null on all but private boards. */
  move: number | null;
}

const ordersKept = 12;

/** All submissions of an event at one version of its boards. Never changes; the boards are made of it when first asked for. */
export class Board {
  private readonly orders = new Map<string, readonly BoardEntry[]>();
  readonly inProgressCount: number;
  readonly failedCount: number;
  private counted: readonly BoardRow[] | null = null;
  private ranked: readonly BoardEntry[] | null = null;

  constructor(
    readonly version: number,
    /** In any order; ranking is quickest when it is that of the board before. */
    readonly rows: readonly BoardRow[],
    readonly blend: BoardBlend | null,
    readonly shares: BoardShares,
  ) {
    const count = (isIn: (state: EvaluationState) => boolean) =>
      rows.reduce((sum, row) => sum + Number(row.standing === 'COUNTED' && isIn(row.state)), 0);
    this.inProgressCount = count(isUnderWay);
    this.failedCount = count(isEvaluationFailed);
  }

  /** One of the boards, in its own order. */
  entries(kind: BoardKind, rules: BoardRules): readonly BoardEntry[] {
    const { scoreType, kind: stat } = rules.official;
    return this.kept(`${kind} ${stat} ${rules.entriesMax} ${scoreType.name}`, () => this.made(kind, rules));
  }

  /** What was computed under this key, which must say everything that it depends on. */
  kept(key: string, make: () => readonly BoardEntry[]): readonly BoardEntry[] {
    const known = this.orders.get(key);
    if (known !== undefined) return known;
    const made = make();
    const oldest = this.orders.keys().next();
    if (this.orders.size >= ordersKept && oldest.done === false) this.orders.delete(oldest.value);
    this.orders.set(key, made);
    return made;
  }

  /** What a submission adds to the blend; null while it has not been among the candidates. */
  contributivity(submissionId: string): number | null {
    return this.shares.own.get(submissionId) ?? null;
  }

  /** The same once credits are passed on. */
  historicalContributivity(submissionId: string): number | null {
    return this.shares.passedOn.get(submissionId) ?? this.contributivity(submissionId);
  }

  /** All rows, in the order of the public board if somebody has asked for that: the next one has little left to sort. */
  nearlyRanked(): readonly BoardRow[] {
    if (this.ranked === null) return this.rows;
    const others = this.rows.filter(({ standing, state }) => standing !== 'COUNTED' || state !== 'SCORED');
    return this.ranked.map(({ row }) => row).concat(others);
  }

  /** What takes part in boards and blends. */
  private scored(): readonly BoardRow[] {
    this.counted ??= this.rows.filter(({ standing, state }) => standing === 'COUNTED' && state === 'SCORED');
    return this.counted;
  }

  private made(kind: BoardKind, rules: BoardRules): BoardEntry[] {
    const step = rankingStep(kind);
    if (step === null) return this.unranked(kind === 'FAILED' ? isEvaluationFailed : isUnderWay);
    const { isLowerTheBetter } = rules.official.scoreType;
    const rows = isCompetition(kind) ? selectionOf(this.scored(), rules) : this.scored();
    const ranked = rank(rows, { scoreOf: officialOf(rules, step), isLowerTheBetter });
    const counterpart = publicCounterpart(kind);
    if (counterpart === null) {
      const entries = ranked.map((entry) => ({ ...entry, move: null }));
      if (kind === 'PUBLIC') this.ranked = entries;
      return entries;
    }
    const publicRanks = new Map(this.entries(counterpart, rules).map(({ row, rank: place }) => [row, place ?? 0]));
    return ranked.map((entry) => ({ ...entry, move: (publicRanks.get(entry.row) ?? 0) - entry.rank }));
  }

  /** Newest first. */
  private unranked(isIn: (state: EvaluationState) => boolean): BoardEntry[] {
    return this.rows
      .filter(({ standing, state }) => standing === 'COUNTED' && isIn(state))
      .toSorted(
        (a, b) => b.submittedAt.getTime() - a.submittedAt.getTime() || (a.submissionId < b.submissionId ? -1 : 1),
      )
      .map((row) => ({ row, rank: null, isTied: false, move: null }));
  }
}

/** The value that ranks, of one step. */
export function officialOf({ scoreTypes, official }: BoardRules, step: Step): (row: BoardRow) => number {
  const typeIndex = scoreTypes.findIndex(({ name }) => name === official.scoreType.name);
  const place = statPlace(typeIndex, step, official.kind);
  return (row) => statOf(row, place);
}

function selectionOf(rows: readonly BoardRow[], rules: BoardRules): BoardRow[] {
  const publicScoreOf = officialOf(rules, 'valid');
  const candidates = rows.map((row) => ({
    row,
    submissionId: row.submissionId,
    teamId: row.teamId,
    publicScore: publicScoreOf(row),
    submittedAt: row.submittedAt,
    isSelected: row.isSelected,
  }));
  const { isLowerTheBetter } = rules.official.scoreType;
  return selectedEntries(candidates, { isLowerTheBetter, max: rules.entriesMax }).map(({ row }) => row);
}

const isUnderWay = (state: EvaluationState): boolean => !isEvaluationEnded(state);
