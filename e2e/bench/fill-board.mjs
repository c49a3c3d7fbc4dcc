const COPY_ROWS = `
  create temporary table copy on commit drop as
  select n, gen_random_uuid() as submission_id, gen_random_uuid() as evaluation_id, p.id as participation_id, m.user_id as author_id
    from generate_series($3::int + 1, $3::int + $2::int) n
    join (select p.*, row_number() over (order by p.id) - 1 as number, count(*) over () as total
            from participation p where p.event_id = (select p2.event_id from submission s
              join participation p2 on p2.id = s.participation_id where s.id = $1)) p on p.number = n % p.total
    join team_member m on m.team_id = p.team_id`;
const COPY_FOLDS = `
  create temporary table copy_fold on commit drop as
  select c.n, c.evaluation_id, f.id as fold_run_id, gen_random_uuid() as copy_id
    from copy c cross join fold_run f join evaluation e on e.id = f.evaluation_id where e.submission_id = $1`;

/**
 * Puts `count` scored submissions on the board of an event: copies of a scored one with values a little apart, spread over the
 * event's teams. Straight into the database, because the way through the platform is what is measured afterwards. Columns
 * that it knows nothing of are copied, so it need not know all of them. `from`: how many it has put there before.
 */
export async function fillBoard(database, submissionId, count, from = 0) {
  const insert = async (table, overrides, from, values) => {
    const { rows } = await database.query(
      "select column_name as name from information_schema.columns where table_schema = current_schema() and is_generated = 'NEVER' and table_name = $1",
      [table],
    );
    const columns = rows.map(({ name }) => name).filter((name) => overrides[name] !== null);
    const taken = columns.map((name) => overrides[name] ?? `t."${name}"`);
    const into = columns.map((name) => `"${name}"`);
    await database.query(`insert into "${table}" (${into}) select ${taken} from ${from}`, values);
  };
  await database.query('begin');
  await database.query(COPY_ROWS, [submissionId, count, from]);
  await database.query(COPY_FOLDS, [submissionId]);
  const submission = { id: 'c.submission_id', participation_id: 'c.participation_id', author_id: 'c.author_id' };
  const named = { ...submission, name: "'board-' || lpad(c.n::text, 7, '0')", idempotency_key: 'null' };
  await insert('submission', named, 'copy c join submission t on t.id = $1', [submissionId]);
  const evaluation = { id: 'c.evaluation_id', submission_id: 'c.submission_id' };
  await insert('evaluation', evaluation, 'copy c join evaluation t on t.submission_id = $1', [submissionId]);
  const foldRun = { id: 'c.copy_id', evaluation_id: 'c.evaluation_id' };
  await insert('fold_run', foldRun, 'copy_fold c join fold_run t on t.id = c.fold_run_id', []);
  // A null leaves the column to its default: the id is counted up.
  const score = { id: null, evaluation_id: 'c.evaluation_id', value: 't.value - c.n * 1e-9' };
  const ofFold = { ...score, fold_run_id: 'c.copy_id' };
  await insert('score', ofFold, 'copy_fold c join score t on t.fold_run_id = c.fold_run_id', []);
  const bagged = `copy c join evaluation e on e.submission_id = $1
    join score t on t.evaluation_id = e.id and t.fold_run_id is null`;
  await insert('score', score, bagged, [submissionId]);
  // All of it is read again: nothing is named that changed.
  const touch = `update event set board_version = board_version + 1 where id = (
    select p.event_id from submission s join participation p on p.id = s.participation_id where s.id = $1)`;
  await database.query(touch, [submissionId]);
  await database.query('commit');
  await database.query('analyze');
}
