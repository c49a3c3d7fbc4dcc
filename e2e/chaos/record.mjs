import pg from 'pg';

// What the tables alone cannot tell: whether something ended twice, or went on after its end.
const WATCH = `
  create table chaos_move (id bigserial primary key, of text, row_id uuid, attempt int, old text, new text);
  create table chaos_score (id bigserial primary key, what text, score_id bigint);
  create function chaos_note_move() returns trigger language plpgsql as $$ begin
    insert into chaos_move (of, row_id, attempt, old, new)
    values (tg_table_name, new.id, coalesce((to_jsonb(new) ->> 'attempt')::int, 1), old.state, new.state);
    return null;
  end $$;
  create function chaos_note_score() returns trigger language plpgsql as $$ begin
    insert into chaos_score (what, score_id) values (tg_op, coalesce(new.id, old.id));
    return null;
  end $$;
  create trigger chaos_fold_run after update of state on fold_run for each row
    when (old.state is distinct from new.state) execute function chaos_note_move();
  create trigger chaos_evaluation after update of state on evaluation for each row
    when (old.state is distinct from new.state) execute function chaos_note_move();
  create trigger chaos_scores after update or delete on score for each row execute function chaos_note_score();`;

const ENDED = `'^(SCORED|CANCELLED|[A-Z]+_ERROR)$'`;
const OUTCOMES = `
  select s.name, e.id as "evaluationId", e.state,
         array(select distinct f.reason from fold_run f where f.evaluation_id = e.id and f.reason is not null order by 1) as reasons,
         (select sum(f.attempt - 1) from fold_run f where f.evaluation_id = e.id)::int as "furtherAttempts",
         (select max(f.attempt) from fold_run f where f.evaluation_id = e.id)::int as "mostAttempts",
         (select sum(f.faults) from fold_run f where f.evaluation_id = e.id)::int as faults,
         array(select concat_ws(' ', coalesce('fold ' || f.fold_index, 'bagged'), v.step, v.score_type, v.value)
                 from score v left join fold_run f on f.id = v.fold_run_id where v.evaluation_id = e.id order by 1) as scores
    from submission s join evaluation e on e.submission_id = s.id and e.is_current order by s.name`;
const COUNTS = `select
  (select count(*) from submission)::int as submissions,
  (select count(*) from evaluation)::int as evaluations,
  (select count(*) from evaluation where is_current)::int as current,
  (select count(*) - count(distinct (evaluation_id, fold_run_id, score_type, step)) from score)::int as "scoresTwice",
  (select count(*) from chaos_score)::int as "scoresTouched",
  (select count(*) from chaos_move where old ~ ${ENDED})::int as "movedAfterEnd",
  (select count(*) from (select 1 from chaos_move where new ~ ${ENDED} group by of, row_id having count(*) > 1) twice)::int
    as "endedTwice"`;
const UNFINISHED = `select count(*)::int as count from submission s join evaluation e on e.submission_id = s.id and e.is_current
  where e.state !~ ${ENDED}`;

/** Reads a platform's database while it may be away. */
export function openRecord(databaseUrl) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => {}); // the server was stopped; the next query opens a new connection
  const rows = async (statement) => (await pool.query(statement)).rows;
  return {
    /** From now on every move of a state and every change of a score is written down by the database itself. */
    watch: () => pool.query(WATCH),
    /** How many submissions there are and how many have not ended; undefined while the database is away. */
    progress: async () => {
      try {
        const [[{ count }], [{ submissions }]] = await Promise.all([rows(UNFINISHED), rows(COUNTS)]);
        return { submissions, unfinished: count };
      } catch {
        return undefined;
      }
    },
    /** Everything that a verdict needs. */
    read: async () => ({ outcomes: await rows(OUTCOMES), counts: (await rows(COUNTS))[0] }),
    close: () => pool.end(),
  };
}
