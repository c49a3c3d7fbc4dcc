import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { sweep } from '../sweep.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { files, join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe('submitting', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
  });
  after(() => test.close());

  const participant = async (changed: Record<string, unknown> = {}) => {
    const slug = await openEvent(test, admin, changed);
    const client = await newUser(test);
    await join(client, slug);
    return { client, slug };
  };

  it('needs someone who is signed in, an event, and a participation in it', async () => {
    const mutation =
      'mutation ($input: SubmitInput!) { submit(input: $input) { submission { id } refusal { reason field } } }';
    const slug = await openEvent(test, admin);
    const input = { eventSlug: slug, name: 'hello', files };
    assert.equal(await test.client().errorCode(mutation, { input }), 'UNAUTHENTICATED');
    const stranger = await newUser(test);
    assert.equal(await stranger.errorCode(mutation, { input: { ...input, eventSlug: 'none' } }), 'NOT_FOUND');
    assert.deepEqual((await stranger.data(mutation, { input })).submit.refusal, {
      reason: 'NOT_APPROVED',
      field: 'eventSlug',
    });
  });

  it('refuses bad names and files with the field at fault, and then takes nothing', async () => {
    const { client, slug } = await participant();
    assert.deepEqual((await submitTo(client, slug, 'no')).refusal.field, 'name');
    assert.equal((await submitTo(client, slug, 'good-name', { files: [] })).refusal.reason, 'MISSING_FILE');
    const evil = [...files, { path: '../../problem.py', content: 'x' }];
    assert.equal((await submitTo(client, slug, 'good-name', { files: evil })).refusal.reason, 'INVALID');
    const { event } = await client.data('query ($slug: String!) { event(slug: $slug) { submissionCount } }', { slug });
    assert.equal(event.submissionCount, 0);
    assert.equal((await submitTo(client, slug, 'good-name')).refusal, null);
    const taken = await submitTo(client, slug, 'good-name');
    assert.deepEqual([taken.refusal.reason, taken.refusal.field], ['TAKEN', 'name']);
  });

  it('is refused before opening and from closing on, whatever the browser thought', async () => {
    const now = test.clock.now().getTime();
    const inHours = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
    const { client, slug } = await participant({ opensAt: inHours(1), closesAt: inHours(2) });
    const early = await submitTo(client, slug);
    assert.deepEqual([early.refusal.reason, early.refusal.nextAllowedAt], ['NOT_OPEN', inHours(1)]);
    test.clock.advance(3600);
    assert.equal((await submitTo(client, slug)).refusal, null);
    test.clock.advance(3600);
    assert.equal((await submitTo(client, slug)).refusal.reason, 'NOT_OPEN');
  });

  it('keeps the wait between two submissions, says when the next is allowed, and exempts site admins', async () => {
    const { client, slug } = await participant({ minSecondsBetweenSubmissions: 60 });
    const first = await submitTo(client, slug);
    const soon = await submitTo(client, slug);
    assert.equal(soon.refusal.reason, 'TOO_SOON');
    const wait = new Date(soon.refusal.nextAllowedAt).getTime() - new Date(first.submission.submittedAt).getTime();
    assert.equal(wait, 60_000);
    test.clock.advance(61);
    assert.equal((await submitTo(client, slug)).refusal, null);
    await join(admin, slug);
    for (let times = 0; times < 2; times++) assert.equal((await submitTo(admin, slug)).refusal, null);
  });

  it('does not count what failed by the platform’s fault', async () => {
    const { client, slug } = await participant({ minSecondsBetweenSubmissions: 600, maxSubmissionsTotal: 1 });
    const { fold } = test.worker.script;
    test.worker.script.fold = () => ({ kind: 'platform-failed', detail: 'no disk' });
    const { submission } = await submitTo(client, slug);
    // The first retry is sent at once, the others by hand instead of waiting for the sweeper.
    for (let times = 0; times < 5; times++) {
      await sleep(50);
      test.clock.advance(4);
      await sweep({ ...test.app.services, em: test.app.orm.em });
    }
    await untilState(client, submission.id, 'CHECKING_ERROR');
    test.worker.script.fold = fold;
    assert.equal((await submitTo(client, slug)).refusal, null);
    assert.equal((await submitTo(client, slug)).refusal.reason, 'TOO_MANY');
  });

  it('counts right when two requests come at once', async () => {
    const { client, slug } = await participant({ minSecondsBetweenSubmissions: 60 });
    const answers = await Promise.all([1, 2, 3, 4].map((number) => submitTo(client, slug, `at_once_${number}`)));
    assert.deepEqual(answers.map(({ refusal }) => refusal?.reason ?? 'taken').toSorted(), [
      'TOO_SOON',
      'TOO_SOON',
      'TOO_SOON',
      'taken',
    ]);
  });

  it('gives the same submission for the same key, at once or later, and runs it once', async () => {
    const { client, slug } = await participant({ minSecondsBetweenSubmissions: 600 });
    const key = { idempotencyKey: 'one click' };
    const answers = await Promise.all([1, 2, 3].map(() => submitTo(client, slug, 'clicked_twice', key)));
    const ids = new Set(answers.map(({ submission }) => submission?.id));
    assert.equal(ids.size, 1);
    const [id] = ids;
    await untilState(client, id, 'SCORED');
    assert.equal((await submitTo(client, slug, 'another_name', key)).submission.id, id);
    const runs = new Set(answers[0].submission.evaluation.foldRuns.map((run: { id: string }) => run.id));
    assert.equal(test.worker.jobs.filter((job) => 'foldRunId' in job && runs.has(job.foldRunId)).length, 2);
  });

  it('sends ids, digests and limits to the queue, and neither code nor data', async () => {
    const { client, slug } = await participant({ foldTimeoutSeconds: 12, foldMemoryMiB: 512 });
    const { submission } = await submitTo(client, slug);
    await untilState(client, submission.id, 'SCORED');
    const job = test.worker.jobs.find(
      (sent) => 'foldRunId' in sent && sent.foldRunId === submission.evaluation.foldRuns[1].id,
    );
    assert.ok(job && 'limits' in job);
    assert.deepEqual(Object.keys(job).toSorted(), [
      'attempt',
      'foldIndex',
      'foldRunId',
      'limits',
      'problem',
      'submissionDigest',
    ]);
    assert.deepEqual(
      [job.foldIndex, job.attempt, job.limits.timeoutSeconds, job.limits.memoryLimitMiB],
      [1, 1, 12, 512],
    );
  });
});
