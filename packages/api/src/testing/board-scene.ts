import { scoredBag, scoredFold } from './fake-worker.js';
import type { GraphqlClient } from './graphql-client.js';
import { join, newAdmin, newUser, openEvent, submitTo, untilState } from './scenario.js';
import { startTestApp, type TestApp } from './test-app.js';

/** An event with some teams, whose scores tests set as they like. */
export interface BoardScene {
  test: TestApp;
  admin: GraphqlClient;
  slug: string;
  /** Of the event's participants. */
  players: GraphqlClient[];
  /** Submits as a player, waits for the end, and gives it bagged scores: `acc`, and `error` as its complement. */
  score(player: number, valid: number, testScore: number): Promise<string>;
  /** Sets bagged scores of a submission, as a re-run would. */
  setScores(submissionId: string, valid: number, testScore: number): Promise<void>;
  execute(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** How often boards were read meanwhile, that is, how many executions there were. */
  countReads(act: () => Promise<unknown>): Promise<number>;
}

export async function startBoardScene(players: number): Promise<BoardScene> {
  const test = await startTestApp({ sweepSeconds: 3600 });
  const admin = await newAdmin(test);
  const slug = await openEvent(test, admin);
  const clients = await Promise.all(Array.from({ length: players }, () => newUser(test)));
  await Promise.all(clients.map((client) => join(client, slug)));
  Object.assign(test.worker.script, { fold: () => scoredFold(0.5), bag: () => scoredBag(0.5) });
  const execute = (sql: string, values: unknown[] = []) =>
    test.app.orm.em.fork().execute<Record<string, unknown>[]>(sql, values);

  const setScores = async (submissionId: string, valid: number, testScore: number) => {
    await execute(
      `update score s set value = case s.score_type when 'acc' then given.value else 1 - given.value end
         from evaluation e, (values ('valid', ?::double precision), ('test', ?::double precision)) as given (step, value)
        where e.submission_id = ? and e.is_current and s.evaluation_id = e.id and s.fold_run_id is null
          and s.step = given.step`,
      [valid, testScore, submissionId],
    );
    test.app.services.boards.forget();
    test.app.services.answers.forget();
  };
  const countReads = async (act: () => Promise<unknown>) => {
    const { boards } = test.app.services;
    const { read } = boards;
    let count = 0;
    boards.read = (...args) => {
      count += 1;
      return read.apply(boards, args);
    };
    try {
      await act();
    } finally {
      boards.read = read;
    }
    return count;
  };
  return {
    ...{ test, admin, slug, players: clients, setScores, execute, countReads },
    async score(player, valid, testScore) {
      const client = clients[player];
      if (client === undefined) throw new Error(`There is no player ${player}.`);
      const { submission } = await submitTo(client, slug);
      await untilState(client, submission.id, 'SCORED');
      await setScores(submission.id, valid, testScore);
      return submission.id;
    },
  };
}
