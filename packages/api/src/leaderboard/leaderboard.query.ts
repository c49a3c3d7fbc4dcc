import { blendScores, type StoredBlendScores } from '@databoard/shared/blend';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BlendState } from '../blending/blend.entity.js';

/** One scored submission of an event, not ranked yet. Values in full precision; NaN and infinities are possible. */
export interface BoardRow {
  submissionId: string;
  submissionName: string;
  teamId: string;
  teamName: string;
  submittedAt: Date;
  trainSeconds: number | null;
  validSeconds: number | null;
  scores: { scoreType: string; bagged: number | null; mean: number | null; std: number | null }[];
  /** What it adds to the blend that is shown, 0 to 1; null while it has not been among the candidates. */
  contributivity: number | null;
  /** The same once credits are passed on. */
  historicalContributivity: number | null;
}

/** The blend beside the rows: validation scores of the ensembles. */
export interface BoardBlend {
  /** Of the newest blend; what is shown is the last that was `DONE`. */
  state: BlendState;
  computedAt: Date | null;
  scores: { scoreType: string; value: number; foldwiseBest: number | null }[];
}

/** What a public board shows, whoever looks. */
export interface Board {
  rows: BoardRow[];
  /** Null until there is a blend. */
  blend: BoardBlend | null;
  inProgressCount: number;
  failedCount: number;
  readAt: Date;
}

type Numeric = number | string | null;
interface Row {
  submission_id: string;
  submission_name: string;
  team_id: string;
  team_name: string;
  submitted_at: string | Date;
  train_seconds: number | null;
  valid_seconds: number | null;
  scores: { score_type: string; bagged: Numeric; mean: Numeric; std: Numeric }[];
  share: number | null;
  historical: number | null;
}
interface BlendRow {
  state: BlendState;
  ended_at: string | null;
  scores: StoredBlendScores | null;
}

/**
 * The public board of one event in two statements. Only validation scores are read: nothing of the test set can leak
 * through it. An example row:
 *
 *     submission_name  team_name  train_seconds  valid_seconds  scores
 *     starting_kit     ada        0.41           0.02           [{"score_type": "auc", "bagged": 0.86, "mean": 0.85, "std": 0.02}, …]
 */
export async function readBoard(em: EntityManager, eventId: string): Promise<Board> {
  const readAt = new Date();
  const [rows, summary] = await Promise.all([
    em.execute<Row[]>(
      `select s.id as submission_id, s.name as submission_name, t.id as team_id, t.name as team_name, s.submitted_at,
              seconds.train as train_seconds, seconds.valid as valid_seconds, coalesce(values.list, '[]') as scores,
              share.share, coalesce(historical.amount, share.share) as historical
         from submission s
         join participation p on p.id = s.participation_id
         join team t on t.id = p.team_id
         join evaluation e on e.submission_id = s.id and e.is_current
         left join lateral (
           select sum(f.train_seconds) as train, sum(f.valid_seconds) as valid from fold_run f where f.evaluation_id = e.id
         ) seconds on true
         left join lateral (
           select json_agg(by_type) as list from (
             select score_type,
                    max(value) filter (where fold_run_id is null) as bagged,
                    avg(value) filter (where fold_run_id is not null) as mean,
                    coalesce(stddev_samp(value) filter (where fold_run_id is not null), 0) as std
               from score where evaluation_id = e.id and step = 'valid' group by score_type
           ) by_type
         ) values on true
         left join blend b on b.event_id = p.event_id and b.state = 'DONE'
         left join blend_share share on share.blend_id = b.id and share.submission_id = s.id
         left join historical_share historical on historical.blend_id = b.id and historical.submission_id = s.id
        where p.event_id = ? and e.state = 'SCORED' and s.standing = 'COUNTED'`,
      [eventId],
    ),
    em.execute<{ in_progress: number; failed: number; blends: BlendRow[] }[]>(
      `select (count(*) filter (where e.state in ('NEW', 'RUNNING', 'BAGGING')))::int as in_progress,
              (count(*) filter (where e.state in
                ('TRAINING_ERROR', 'VALIDATING_ERROR', 'TESTING_ERROR', 'CHECKING_ERROR')))::int as failed,
              coalesce((select json_agg(json_build_object('state', b.state, 'ended_at', b.ended_at, 'scores', b.scores)
                                        order by b.created_at, b.id)
                          from blend b where b.event_id = ?), '[]') as blends
         from submission s
         join participation p on p.id = s.participation_id
         join evaluation e on e.submission_id = s.id and e.is_current
        where p.event_id = ? and s.standing = 'COUNTED'`,
      [eventId, eventId],
    ),
  ]);
  return {
    rows: rows.map(boardRowFrom),
    blend: boardBlendFrom(summary[0]?.blends ?? []),
    inProgressCount: summary[0]?.in_progress ?? 0,
    failedCount: summary[0]?.failed ?? 0,
    readAt,
  };
}

/** JSON has no NaN and no infinity: PostgreSQL writes them as strings. */
const number = (value: Numeric): number | null => (value === null ? null : Number(value));

const boardRowFrom = (row: Row): BoardRow => ({
  submissionId: row.submission_id,
  submissionName: row.submission_name,
  teamId: row.team_id,
  teamName: row.team_name,
  submittedAt: new Date(row.submitted_at),
  trainSeconds: row.train_seconds,
  validSeconds: row.valid_seconds,
  scores: row.scores.map(({ score_type, bagged, mean, std }) => ({
    scoreType: score_type,
    bagged: number(bagged),
    mean: number(mean),
    std: number(std),
  })),
  contributivity: row.share,
  historicalContributivity: row.historical,
});

/** Validation scores alone leave this function: a board is for everyone. */
function boardBlendFrom(blends: readonly BlendRow[]): BoardBlend | null {
  const newest = blends.at(-1);
  if (newest === undefined) return null;
  const shown = blends.find(({ state }) => state === 'DONE');
  const stored = shown?.scores == null ? null : blendScores.decode(shown.scores);
  const best = new Map(
    stored?.foldwiseBest.flatMap(({ scoreType, step, value }) => (step === 'valid' ? [[scoreType, value]] : [])),
  );
  return {
    state: newest.state,
    computedAt: shown?.ended_at == null ? null : new Date(shown.ended_at),
    scores: (stored?.combined ?? []).flatMap(({ scoreType, step, value }) =>
      step === 'valid' ? [{ scoreType, value, foldwiseBest: best.get(scoreType) ?? null }] : [],
    ),
  };
}
