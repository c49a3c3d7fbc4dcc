import assert from 'node:assert/strict';
import { description } from '../testing/fake-worker.js';
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
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe('the walk of one submission through the api', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let slug: string;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    slug = await openEvent(test, admin);
    ada = await newUser(test, 'ada');
    await join(ada, slug);
  });
  after(() => test.close());

  it('goes from the mutation through fold and bag jobs to a score on the page and a row on the board', async () => {
    const { submission, refusal } = await submitTo(ada, slug, 'first_try');
    assert.equal(refusal, null);
    assert.equal(submission.evaluation.foldRuns.length, description.folds.length);
    const done = await untilState(ada, submission.id, 'SCORED');
    assert.equal(done.officialScore, 0.9);
    assert.deepEqual(
      done.evaluation.foldRuns.map((run: { state: string; attempt: number }) => [run.state, run.attempt]),
      [
        ['SCORED', 1],
        ['SCORED', 1],
      ],
    );
    const { event } = await ada.data(boardQuery, { slug });
    assert.equal(event.leaderboard.rows.length, 1);
    const { submittedAt, scores, ...row } = event.leaderboard.rows[0];
    assert.equal(submittedAt, submission.submittedAt);
    const [{ std, ...score }] = scores;
    assert.ok(Math.abs(std - Math.sqrt(0.005)) < 1e-12);
    assert.deepEqual(
      { ...row, score },
      {
        id: submission.id,
        rank: 1,
        isTied: false,
        teamName: 'ada',
        submissionName: 'first_try',
        isMine: true,
        trainSeconds: 0.5,
        validSeconds: 0.02,
        contributivity: null,
        historicalContributivity: null,
        score: { scoreType: 'acc', step: 'valid', value: 0.9, mean: (0.8 + 0.9) / 2 },
      },
    );
  });

  it('tells subscribers of the page and of the board, each with their own rights', async () => {
    const grace = await newUser(test, 'grace');
    const submitted = await submitTo(ada, slug, 'watched');
    const id = submitted.submission.id;
    const page = ada.subscribe(
      submissionQuery.replace('query ($id: ID!) {\n  submission(', 'subscription ($id: ID!) {\n  submissionChanged('),
      { id },
    );
    const others = grace.subscribe(
      'subscription ($id: ID!) { submissionChanged(id: $id) { isMine files { path } evaluation { state foldRuns { id } } } }',
      { id },
    );
    const board = grace.subscribe(
      'subscription ($slug: String!) { boardChanged(eventSlug: $slug) { version event { board { rows { isMine submissionName } } } } }',
      { slug },
    );
    try {
      const seen = await page.until((data) => data?.submissionChanged.evaluation.state === 'SCORED');
      assert.equal(seen.submissionChanged.isMine, true);
      assert.equal(seen.submissionChanged.evaluation.foldRuns.length, 2);
      const theirs = await others.until((data) => data?.submissionChanged.evaluation.state === 'SCORED');
      assert.deepEqual(theirs.submissionChanged, {
        isMine: false,
        files: null,
        evaluation: { state: 'SCORED', foldRuns: [] },
      });
      const rows = await board.until((data) =>
        data?.boardChanged.event.board.rows.some((row: { submissionName: string }) => row.submissionName === 'watched'),
      );
      assert.ok(rows.boardChanged.event.board.rows.every((row: { isMine: boolean }) => !row.isMine));
    } finally {
      await Promise.all([page.close(), others.close(), board.close()]);
    }
  });
});
