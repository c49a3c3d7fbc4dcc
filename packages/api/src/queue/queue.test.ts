import assert from 'node:assert/strict';
import { sweep } from '../sweep.js';
import { failedFold, scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { isIdle, join, newAdmin, newUser, openEvent, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const args = `$eventSlug: String, $group: QueueGroup, $reason: FailureReason, $teamId: ID, $text: String, $first: Int = 50, $offset: Int = 0`;
const passed =
  'eventSlug: $eventSlug, group: $group, reason: $reason, teamId: $teamId, text: $text, first: $first, offset: $offset';
const fields = `{
  groups { group count } failures { reason count } capacity { workers slots busySlots } totalCount
  rows {
    id name submittedAt standing canCancel canAdminister event { slug title } team { id name } author { username }
    evaluation { id state kind aheadInQueue startsInSeconds endsInSeconds failure { reason message } foldRuns { id state reason faultDetail } }
  }
}`;
const queueQuery = `query (${args}) { queue(${passed}) ${fields} }`;
const queueSubscription = `subscription (${args}) { queueChanged(${passed}) ${fields} }`;
const rerunMutation = `mutation ($input: RerunSubmissionsInput!) {
  rerunSubmissions(input: $input) { rerunCount refusal { reason field message } } }`;

describe('the organisers’ queue', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let organiser: GraphqlClient;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
    [organiser, ada, rival] = [await newUser(test, 'organiser'), await newUser(test, 'ada'), await newUser(test)];
  });
  after(() => test.close());
  beforeEach(() => {
    test.worker.script.fold = () => scoredFold(0.9);
    test.worker.script.bag = () => scoredBag(0.9);
  });

  const enter = async (changed: Record<string, unknown> = {}) => {
    const slug = await openEvent(test, admin, changed);
    for (const client of [ada, rival]) await join(client, slug);
    await test.app.orm.em.fork().execute(
      `insert into event_admin (event_id, user_id, added_at)
       select e.id, u.id, now() from event e, "user" u where e.slug = ? and u.username = 'organiser'`,
      [slug],
    );
    return slug;
  };
  const send = async (client: GraphqlClient, slug: string, name: string, state: string) => {
    const { submission } = await submitTo(client, slug, name);
    await untilState(client, submission.id, state);
    return submission.id as string;
  };
  /** Sends what fails by the platform's fault; its tries rest in between, which is not waited for. */
  const sendFaulty = async (client: GraphqlClient, slug: string, name: string) => {
    const { submission } = await submitTo(client, slug, name);
    await eventually(async () => {
      // What was sent is not lost, however long it takes: the clock jumps only between two tries.
      const sent = await test.app.orm.em.fork().execute(
        `select 1 from fold_run f join evaluation e on e.id = f.evaluation_id
          where e.submission_id = ? and f.state = 'NEW' and f.dispatched_at is not null`,
        [submission.id],
      );
      if (sent.length > 0 || !(await isIdle(test))) return false;
      test.clock.advance(4);
      await sweep({ ...test.app.services, em: test.app.orm.em });
      return (await stateOf(submission.id)) === 'CHECKING_ERROR';
    }, 'the platform gives up');
    return submission.id as string;
  };
  const stateOf = async (id: string) =>
    (await admin.data('query ($id: ID!) { submission(id: $id) { evaluation { state } } }', { id })).submission
      .evaluation.state;
  const read = async (client: GraphqlClient, variables: object): Promise<Data> =>
    (await client.data(queueQuery, { ...variables })).queue;
  const namesOf = ({ rows }: Data) => rows.map(({ name }: Data) => name);
  const acts = (slug: string) =>
    test.app.orm.em.fork().execute<{ act: string; username: string; details: Data }[]>(
      `select a.act, u.username, a.details from audit_entry a join "user" u on u.id = a.actor_id
          where a.event_id = (select id from event where slug = ?) order by a.at`,
      [slug],
    );
  /** The worker holds its folds until told. */
  const stall = () => {
    let release: () => void = () => undefined;
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    test.worker.script.fold = () => held;
    return release;
  };

  it('counts and lists by group, reason, team and text', async () => {
    const slug = await enter();
    await send(ada, slug, 'good_one', 'SCORED');
    test.worker.script.fold = () => failedFold();
    await send(ada, slug, 'broken_one', 'TRAINING_ERROR');
    await send(rival, slug, 'broken-two', 'TRAINING_ERROR');
    const whole = await read(organiser, { eventSlug: slug });
    assert.deepEqual(
      whole.groups.toSorted((a: Data, b: Data) => a.group.localeCompare(b.group)),
      [
        { group: 'FAILED', count: 2 },
        { group: 'SCORED', count: 1 },
      ],
    );
    assert.deepEqual(whole.failures, [{ reason: 'EXCEPTION', count: 2 }]);
    assert.equal(whole.totalCount, 3);
    assert.deepEqual(namesOf(whole), ['broken-two', 'broken_one', 'good_one']);
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug, group: 'SCORED' })), ['good_one']);
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug, reason: 'TIMEOUT' })), []);
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug, text: 'BROKEN' })), ['broken-two', 'broken_one']);
    // Neither sign is a wildcard.
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug, text: 'broken_' })), ['broken_one']);
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug, text: '%' })), []);
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug, text: 'ada' })), ['broken_one', 'good_one']);
    const teamId = whole.rows[0].team.id;
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug, teamId })), ['broken-two']);
    const second = await read(organiser, { eventSlug: slug, first: 1, offset: 1 });
    assert.deepEqual([namesOf(second), second.totalCount], [['broken_one'], 3]);
    assert.equal((await read(organiser, { eventSlug: slug, first: 1, offset: 9 })).totalCount, 3);
    assert.equal(whole.rows[0].evaluation.failure.reason, 'EXCEPTION');
    assert.equal(whole.rows[0].canAdminister, true);
  });

  it('shows what runs first, then what waits in the order of its turns, moving by itself', async () => {
    const slug = await enter();
    const release = stall();
    const listener = organiser.subscribe(queueSubscription, { eventSlug: slug });
    await listener.until((data) => data?.queueChanged.totalCount === 0);
    for (const name of ['first', 'second', 'third']) await submitTo(ada, slug, name);
    await submitTo(rival, slug, 'newcomer');
    const { queueChanged: seen } = await listener.until((data) => data?.queueChanged.totalCount === 4);
    await listener.close();
    const positions = seen.rows.map(({ evaluation }: Data) => evaluation.aheadInQueue);
    assert.deepEqual(
      positions,
      positions.toSorted((a: number, b: number) => a - b),
      JSON.stringify(positions),
    );
    assert.deepEqual(seen.groups, [{ group: 'WAITING', count: 4 }]);
    for (const { id } of seen.rows) {
      const input = { submissionId: id };
      await organiser.data(
        'mutation ($input: SubmissionInput!) { cancelSubmission(input: $input) { refusal { message } } }',
        { input },
      );
    }
    assert.deepEqual((await read(organiser, { eventSlug: slug })).groups, [{ group: 'CANCELLED', count: 4 }]);
    assert.deepEqual(
      (await acts(slug)).filter(({ username }) => username === 'organiser').map(({ act }) => act),
      Array(4).fill('cancelSubmission'),
    );
    release();
  });

  it('is for those who run the event, and as a whole for site admins', async () => {
    const slug = await enter();
    const other = await openEvent(test, admin);
    for (const client of [ada, rival]) {
      assert.equal(await client.errorCode(queueQuery, { eventSlug: slug }), 'FORBIDDEN');
      assert.equal(await client.errorCode(queueQuery), 'FORBIDDEN');
    }
    assert.equal(await test.client().errorCode(queueQuery, { eventSlug: slug }), 'UNAUTHENTICATED');
    assert.equal(await organiser.errorCode(queueQuery), 'FORBIDDEN');
    assert.equal(await organiser.errorCode(queueQuery, { eventSlug: other }), 'FORBIDDEN');
    assert.equal(await organiser.errorCode(queueQuery, { eventSlug: 'none' }), 'NOT_FOUND');
    assert.equal(await admin.errorCode(queueQuery, { eventSlug: slug, first: 201 }), 'INVALID');
    const everything = await read(admin, { first: 200 });
    assert.ok(new Set(everything.rows.map(({ event }: Data) => event.slug)).size > 1);
    const input = { eventSlug: other, scope: 'ALL', expectedCount: 1 };
    assert.equal(await organiser.errorCode(rerunMutation, { input }), 'FORBIDDEN');
    assert.equal(await ada.errorCode(rerunMutation, { input: { ...input, eventSlug: slug } }), 'FORBIDDEN');
    const listener = ada.subscribe(queueSubscription, { eventSlug: slug });
    const refused = await eventually(async () => listener.failure ?? listener.seen[0]?.errors, 'it is refused');
    assert.match(JSON.stringify(refused), /FORBIDDEN/);
    await listener.close();
  });

  it('runs all again that the platform failed, once the asker names how many', async () => {
    const slug = await enter({ stopsAtFirstFailure: false });
    test.worker.script.fold = () => failedFold();
    const theirs = await send(ada, slug, 'their_fault', 'TRAINING_ERROR');
    test.worker.script.fold = ({ foldIndex }) =>
      foldIndex === 0 ? scoredFold(0.75) : { kind: 'platform-failed', detail: 'the disk is full' };
    const ours = [await sendFaulty(ada, slug, 'our_fault'), await sendFaulty(rival, slug, 'ours_too')];
    test.worker.script.fold = () => scoredFold(0.75);
    test.worker.script.bag = () => ({ kind: 'platform-failed', detail: 'no memory' });
    ours.push(await sendFaulty(ada, slug, 'bag_fault'));
    test.worker.script.bag = () => scoredBag(0.9);
    const { failures, rows } = await read(organiser, { eventSlug: slug });
    const details = (seen: Data) => seen.evaluation.foldRuns.map(({ faultDetail }: Data) => faultDetail);
    assert.equal(details(rows.find(({ id }: Data) => id === ours[0]))[1], 'the disk is full');
    const own = 'query ($id: ID!) { submission(id: $id) { evaluation { foldRuns { faultDetail } } } }';
    assert.deepEqual(details((await ada.data(own, { id: ours[0] })).submission), [null, null]);
    assert.deepEqual(failures, [
      { reason: 'PLATFORM', count: 3 },
      { reason: 'EXCEPTION', count: 1 },
    ]);
    const rerun = async (more: object) =>
      (
        await organiser.data(rerunMutation, {
          input: { eventSlug: slug, reason: 'PLATFORM', scope: 'UNSCORED', expectedCount: 3, ...more },
        })
      ).rerunSubmissions;
    const stale = await rerun({ expectedCount: 2 });
    assert.deepEqual([stale.rerunCount, stale.refusal.reason, stale.refusal.field], [0, 'STALE', 'expectedCount']);
    assert.match(stale.refusal.message, /3 now, not 2/);
    test.worker.script.fold = () => scoredFold(0.5);
    // Two who press the button together: each submission gets one more evaluation.
    const answers = await Promise.all([rerun({}), rerun({})]);
    const counts = answers.map(({ rerunCount }) => rerunCount).toSorted();
    assert.deepEqual(counts, [0, 3], JSON.stringify(answers));
    for (const id of ours) {
      const { evaluation } = await untilState(admin, id, 'SCORED');
      const scores = evaluation.foldRuns.map((run: Data) =>
        run.scores.find((score: Data) => score.scoreType === 'acc' && score.step === 'valid'),
      );
      // The fold that had its score keeps it; where only the bagging had failed, all run again.
      assert.deepEqual(
        scores.map(({ value }: Data) => value),
        id === ours[2] ? [0.5, 0.5] : [0.75, 0.5],
      );
    }
    const evaluations = await test.app.orm.em
      .fork()
      .execute<{ id: string; n: number }[]>(
        'select submission_id as id, count(*)::int as n from evaluation where submission_id = any(?::uuid[]) group by 1',
        [`{${[...ours, theirs].join(',')}}`],
      );
    assert.deepEqual(
      evaluations.map(({ id, n }) => [id === theirs, n]).toSorted(),
      [false, false, false, true].map((isTheirs) => [isTheirs, isTheirs ? 1 : 2]),
    );
    const recorded = (await acts(slug)).filter(({ act }) => act === 'rerunSubmissions');
    assert.deepEqual(
      recorded.map(({ username, details }) => [username, details.reason, details.submissionIds.toSorted()]),
      [['organiser', 'PLATFORM', ours.toSorted()]],
    );
    const rest = await rerun({ expectedCount: 1 });
    assert.equal(rest.refusal.reason, 'STALE');
  });

  it('leaves alone what is in the archive, and hides what is hidden', async () => {
    const slug = await enter();
    test.worker.script.fold = () => failedFold();
    await send(ada, slug, 'old_failure', 'TRAINING_ERROR');
    const em = test.app.orm.em.fork();
    const input = { eventSlug: slug, scope: 'ALL', expectedCount: 1 };
    await em.execute('update event set archived_at = now() where slug = ?', [slug]);
    assert.equal(await organiser.errorCode(rerunMutation, { input }), 'FORBIDDEN');
    assert.deepEqual(namesOf(await read(organiser, { eventSlug: slug })), ['old_failure']);
    assert.deepEqual(namesOf(await read(admin, { text: 'old_failure' })), []);
    await em.execute(`update event set archived_at = null, visibility = 'HIDDEN' where slug = ?`, [slug]);
    const stranger = await newUser(test);
    assert.equal(await stranger.errorCode(queueQuery, { eventSlug: slug }), 'NOT_FOUND');
    assert.equal(await stranger.errorCode(rerunMutation, { input }), 'NOT_FOUND');
    const forged = { ...input, teamId: '6f1c9a52-58a4-4d35-9d0e-0f6c1d2e3f40' };
    assert.equal((await organiser.data(rerunMutation, { input: forged })).rerunSubmissions.refusal.reason, 'STALE');
  });

  it('takes a fixed number of statements, however many rows there are', async () => {
    const slug = await enter();
    const connection = test.app.orm.em.getConnection();
    const { execute } = connection;
    const count = async () => {
      const statements: string[] = [];
      const spied: typeof execute = function (this: typeof connection, query, ...rest) {
        statements.push(String(query));
        return execute.call(this, query, ...rest) as never;
      };
      connection.execute = spied;
      const queue = await read(organiser, { eventSlug: slug });
      connection.execute = execute;
      return { statements, rows: queue.rows.length };
    };
    for (let i = 0; i < 30; i++) await send(i % 2 ? ada : rival, slug, `sent_${i}`, 'SCORED');
    const { statements, rows } = await count();
    assert.equal(rows, 30);
    assert.ok(statements.length <= 18, `${statements.length}\n${statements.join('\n')}`);
  });
});
