import { type BlendScores, blendScores, type StoredBlendScores } from '@databoard/shared/blend';
import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import type { Step } from '@databoard/shared/score';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BlendState } from '../blending/blend.entity.js';
import type { SubmissionStanding } from '../submissions/submission.entity.js';
import { type BoardRow, statCount, statPlace } from './board-row.js';

type Numeric = number | string | null;
interface Row {
  submission_id: string;
  submission_name: string;
  team_id: string;
  team_name: string;
  submitted_at: string | Date;
  standing: SubmissionStanding;
  is_selected: boolean;
  state: EvaluationState;
  evaluated_from: string | Date;
  ended_at: string | Date | null;
  reason: FailureReason | null;
  train: number | null;
  valid: number | null;
  test: number | null;
  memory: number | null;
  /** Score type, step, bagged, mean, deviation. */
  stats: [string, Step, Numeric, Numeric, Numeric][] | null;
}

/** Columns of a row, given a submission `s` and an evaluation `e` of it. */
const columns = `
  s.id as submission_id, s.name as submission_name, t.id as team_id, t.name as team_name, s.submitted_at, s.standing,
  exists (select 1 from final_selection chosen where chosen.submission_id = s.id) as is_selected,
  e.state, e.created_at as evaluated_from, e.ended_at,
  runs.reason, runs.train, runs.valid, runs.test, runs.memory, figures.stats`;

const joined = `
  join participation p on p.id = s.participation_id
  join team t on t.id = p.team_id
  left join lateral (
    select sum(f.train_seconds) as train, sum(f.valid_seconds) as valid, sum(f.test_seconds) as test,
           max(f.peak_memory_mib) as memory,
           (array_agg(f.reason order by f.fold_index) filter (where f.reason is not null))[1] as reason
      from fold_run f where f.evaluation_id = e.id
  ) runs on true
  left join lateral (
    select json_agg(json_build_array(score_type, step, bagged, mean, std)) as stats from (
      select score_type, step,
             max(value) filter (where fold_run_id is null) as bagged,
             avg(value) filter (where fold_run_id is not null) as mean,
             coalesce(stddev_samp(value) filter (where fold_run_id is not null), 0) as std
        from score where e.state = 'SCORED' and evaluation_id = e.id group by score_type, step
    ) by_type
  ) figures on true`;

/** So many rows are on their way at a time: all of a large board at once would take more memory than the board. */
const rowsPerPiece = 2000;

/**
 * The submissions of an event's approved participations with their current evaluations, in one statement. An example row:
 *
 *     submission_name  team_name  state   train  stats
 *     starting_kit     ada        SCORED  0.41   [["auc", "valid", 0.86, 0.85, 0.02], ["auc", "test", 0.84, …], …]
 */
export async function readBoardRows(
  em: EntityManager,
  eventId: string,
  scoreTypes: readonly string[],
): Promise<BoardRow[]> {
  const rows: BoardRow[] = [];
  const rowFrom = rowReader(scoreTypes);
  const read = em.getConnection().stream<Row>(
    `select ${columns} from submission s join evaluation e on e.submission_id = s.id and e.is_current ${joined}
      where p.event_id = ? and p.state = 'APPROVED'`,
    [eventId],
    em.getTransactionContext(),
    undefined,
    rowsPerPiece,
  );
  for await (const row of read) rows.push(rowFrom(row));
  return rows;
}

/** Those of them that changed after a version of the boards; null for a submission that is on none any more. */
export async function readChangedBoardRows(
  em: EntityManager,
  { eventId, afterVersion }: { eventId: string; afterVersion: number },
  scoreTypes: readonly string[],
): Promise<Map<string, BoardRow | null>> {
  const rows = await em.execute<(Row & { takes_part: boolean })[]>(
    `select ${columns}, p.state = 'APPROVED' as takes_part
       from board_change c join submission s on s.id = c.submission_id
       join evaluation e on e.submission_id = s.id and e.is_current ${joined}
      where c.event_id = ? and c.version > ?`,
    [eventId, afterVersion],
  );
  const rowFrom = rowReader(scoreTypes);
  return new Map(rows.map((row) => [row.submission_id, row.takes_part ? rowFrom(row) : null]));
}

/** What was judged of these submissions at a moment: the evaluation that was current then. */
export async function readBoardRowsAt(
  em: EntityManager,
  submissionIds: readonly string[],
  at: Date,
  scoreTypes: readonly string[],
): Promise<BoardRow[]> {
  const rows = await em.execute<Row[]>(
    `select ${columns} from submission s
       join lateral (
         select * from evaluation x where x.submission_id = s.id and x.created_at <= ? order by x.created_at desc limit 1
       ) e on true ${joined}
      where s.id = any(?::uuid[])`,
    [at, `{${submissionIds.join(',')}}`],
  );
  return rows.map(rowReader(scoreTypes));
}

/** JSON has no NaN and no infinity: PostgreSQL writes them as strings. */
const number = (value: Numeric): number => (value === null ? Number.NaN : Number(value));
const date = (value: string | Date): Date => new Date(value);

/** How to make rows of what was read. Words that come again and again are kept once. */
function rowReader(scoreTypes: readonly string[]): (row: Row) => BoardRow {
  const words = new Map<string, string>();
  const once = <W extends string>(word: W): W => {
    const known = words.get(word);
    if (known !== undefined) return known as W;
    words.set(word, word);
    return word;
  };
  return (row) => boardRowFrom(row, scoreTypes, once);
}

function boardRowFrom(row: Row, scoreTypes: readonly string[], once: <W extends string>(word: W) => W): BoardRow {
  const stats = row.stats === null ? [] : new Array<number>(statCount(scoreTypes.length)).fill(Number.NaN);
  for (const [scoreType, step, bagged, mean, std] of row.stats ?? []) {
    const typeIndex = scoreTypes.indexOf(scoreType);
    if (typeIndex < 0) continue;
    stats[statPlace(typeIndex, step, 'bagged')] = number(bagged);
    stats[statPlace(typeIndex, step, 'mean')] = number(mean);
    stats[statPlace(typeIndex, step, 'std')] = number(std);
  }
  return {
    submissionId: row.submission_id,
    submissionName: row.submission_name,
    teamId: once(row.team_id),
    teamName: once(row.team_name),
    submittedAt: date(row.submitted_at),
    standing: once(row.standing),
    isSelected: row.is_selected,
    state: once(row.state),
    evaluatedFrom: date(row.evaluated_from),
    endedAt: row.ended_at === null ? null : date(row.ended_at),
    reason: row.reason && once(row.reason),
    trainSeconds: row.train,
    validSeconds: row.valid,
    testSeconds: row.test,
    peakMemoryMiB: row.memory,
    stats,
  };
}

/** The blend beside the rows. */
export interface BoardBlend {
  /** Of the newest blend; what is shown is the last that was `DONE`. */
  state: BlendState;
  /** The one that is shown; null while none is. */
  shownId: string | null;
  computedAt: Date | null;
  scores: BlendScores | null;
}

interface BlendRow {
  id: string;
  state: BlendState;
  ended_at: string | Date | null;
  scores: StoredBlendScores | null;
  shares: Record<string, number> | null;
  amounts: Record<string, number> | null;
}

/** What candidates add to the blend that is shown, by submission. */
export interface BoardShares {
  own: ReadonlyMap<string, number>;
  /** Once credits are passed on, where that is something else. */
  passedOn: ReadonlyMap<string, number>;
}

/**
 * The blend of an event, null until there is one, and each candidate's share in the one that is shown: `own` is null where
 * `knownId` is that one already.
 */
export async function readBoardBlend(
  em: EntityManager,
  eventId: string,
  knownId: string | null,
): Promise<{
  blend: BoardBlend | null;
  own: ReadonlyMap<string, number> | null;
  passedOn: ReadonlyMap<string, number>;
}> {
  const rows = await em.execute<BlendRow[]>(
    `select b.id, b.state, b.ended_at, b.scores,
            case when b.state = 'DONE' and b.id is distinct from ?::uuid
                 then (select json_object_agg(share.submission_id, share.share) from blend_share share
                        where share.blend_id = b.id) end as shares,
            (select json_object_agg(h.submission_id, h.amount) from historical_share h where h.blend_id = b.id) as amounts
       from blend b where b.event_id = ? order by b.created_at, b.id`,
    [knownId, eventId],
  );
  const newest = rows.at(-1);
  const shown = rows.find(({ state }) => state === 'DONE');
  if (newest === undefined) return { blend: null, own: new Map(), passedOn: new Map() };
  return {
    blend: {
      state: newest.state,
      shownId: shown?.id ?? null,
      computedAt: shown?.ended_at == null ? null : date(shown.ended_at),
      scores: shown?.scores == null ? null : blendScores.decode(shown.scores),
    },
    own: shown?.id === knownId ? null : new Map(Object.entries(shown?.shares ?? {})),
    passedOn: new Map(Object.entries(shown?.amounts ?? {})),
  };
}
