import type { EntityManager } from '@mikro-orm/postgresql';

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
}

/** What a public board shows, whoever looks. */
export interface Board {
  rows: BoardRow[];
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
  const [rows, counts] = await Promise.all([
    em.execute<Row[]>(
      `select s.id as submission_id, s.name as submission_name, t.id as team_id, t.name as team_name, s.submitted_at,
              seconds.train as train_seconds, seconds.valid as valid_seconds, coalesce(values.list, '[]') as scores
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
        where p.event_id = ? and e.state = 'SCORED' and s.standing = 'COUNTED'`,
      [eventId],
    ),
    em.execute<{ in_progress: number; failed: number }[]>(
      `select (count(*) filter (where e.state in ('NEW', 'RUNNING', 'BAGGING')))::int as in_progress,
              (count(*) filter (where e.state in
                ('TRAINING_ERROR', 'VALIDATING_ERROR', 'TESTING_ERROR', 'CHECKING_ERROR')))::int as failed
         from submission s
         join participation p on p.id = s.participation_id
         join evaluation e on e.submission_id = s.id and e.is_current
        where p.event_id = ? and s.standing = 'COUNTED'`,
      [eventId],
    ),
  ]);
  return {
    rows: rows.map(boardRowFrom),
    inProgressCount: counts[0]?.in_progress ?? 0,
    failedCount: counts[0]?.failed ?? 0,
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
});
