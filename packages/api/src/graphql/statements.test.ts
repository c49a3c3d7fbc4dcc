import assert from 'node:assert/strict';
import type { GraphqlClient } from '../testing/graphql-client.js';
import {
  boardQuery,
  join,
  newAdmin,
  newUser,
  openEvent,
  submissionQuery,
  submitTo,
  untilState,
} from '../testing/scenario.js';
import { spyStatements } from '../testing/spy-statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const eventPageQuery = `query ($slug: String!) {
  event(slug: $slug) {
    id title phase readme participantCount submissionCount startingKit { path content }
    problem { id title elements { name fileName } scoreTypes { name } } officialScoreType { name }
    myParticipation {
      id state team { id name } draft { id version files { path content } } submitStatus { isAllowed nextAllowedAt }
      submissions {
        id name submittedAt officialScore isMine team { name } event { slug }
        evaluation { id state foldRuns { id state } baggedScores { scoreType step value } failure { message } }
      }
    }
  }
}`;

describe('the number of SQL statements', () => {
  let test: TestApp;
  let ada: GraphqlClient;
  let slug: string;
  let ids: string[];
  before(async function () {
    this.timeout(60_000);
    test = await startTestApp({ sweepSeconds: 3600 });
    const admin = await newAdmin(test);
    slug = await openEvent(test, admin);
    ada = await newUser(test);
    await join(ada, slug);
    ids = [];
    for (let count = 0; count < 50; count++) ids.push((await submitTo(ada, slug)).submission.id);
    for (const id of ids) await untilState(ada, id, 'SCORED');
  });
  after(() => test.close());

  const count = async (client: GraphqlClient, query: string, variables: Record<string, unknown>) => {
    const statements: string[] = [];
    const stop = spyStatements(test.app.orm, (sql) => statements.push(sql));
    const data = await client.data(query, variables);
    stop();
    return { data, statements };
  };

  it('of a board with 50 rows is small, and smaller when nothing has changed', async () => {
    test.app.services.boards.forget();
    const fresh = await count(ada, boardQuery, { slug });
    assert.equal(fresh.data.event.leaderboard.rows.length, 50);
    assert.ok(fresh.statements.length <= 6, fresh.statements.join('\n'));
    const again = await count(ada, boardQuery, { slug });
    assert.ok(again.statements.length <= fresh.statements.length - 2, again.statements.join('\n'));
    // Once the answer is kept, how the viewer stands to the event is all that is read.
    for (const client of [ada, test.client()]) {
      await client.data(boardQuery, { slug });
      const kept = await count(client, boardQuery, { slug });
      assert.equal(kept.data.event.leaderboard.rows.length, 50);
      assert.equal(kept.statements.length, 1, kept.statements.join('\n'));
    }
  });

  it('of a submission page does not depend on how many folds there are', async () => {
    const { data, statements } = await count(ada, submissionQuery, { id: ids[0] });
    assert.equal(data.submission.evaluation.foldRuns.length, 2);
    assert.ok(statements.length <= 10, statements.join('\n'));
  });

  it('of an event page does not depend on how many submissions the team has', async () => {
    const { data, statements } = await count(ada, eventPageQuery, { slug });
    assert.equal(data.event.myParticipation.submissions.length, 50);
    assert.ok(statements.length <= 12, statements.join('\n'));
  });

  it('of the list of events does not depend on how many there are', async () => {
    const query =
      '{ events { id title participantCount submissionCount problem { title } myParticipation { state team { name } } } }';
    const { statements } = await count(ada, query, {});
    assert.ok(statements.length <= 5, statements.join('\n'));
  });
});
