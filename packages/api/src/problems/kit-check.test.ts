import assert from 'node:assert/strict';
import type { KitCheckOutcome } from '@databoard/shared/queues/reports';
import { sweep } from '../sweep.js';
import { actsOn } from '../testing/acts-on.js';
import { checkedKit } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, kit as kitFolder, newAdmin, newUser, openEvent, publishReady, upload } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const checkFields = `check {
  state startedAt finishedAt message findings { severity text }
  measurements {
    sample isRepeatable repeatDifference testRows peakMemoryMiB slowestFoldSeconds seconds { train valid test wall }
    startingKit { ...run } constant { ...run } permuted { ...run }
    rows { validRows inTrain likeTrain testLikeTrain } tellingColumns { name how }
  }
}`;
const run = 'fragment run on CheckedRun { scores { scoreType step foldIndex value } failedFold message }';
const versionQuery = `query ($id: ID!) { problemVersion(id: $id) { state ${checkFields} } } ${run}`;
const checkMutation = `mutation ($id: ID!) {
  checkKit(problemVersionId: $id) { problemVersion { id check { state } } refusal { reason field } }
}`;

describe('kit checks', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  // Each test sweeps when it wants to, with a clock moved past the time that rows may stay untouched.
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
  });
  after(() => test.close());
  beforeEach(() => {
    test.worker.script.kitCheck = () => checkedKit;
  });

  const sweepLater = async () => {
    test.clock.advance(4);
    await sweep({ ...test.app.services, em: test.app.orm.em });
  };
  const checkOf = async (id: string): Promise<Data> => (await admin.data(versionQuery, { id })).problemVersion.check;
  const until = (id: string, state: string, meanwhile: () => Promise<void> = async () => {}) =>
    eventually(async () => {
      await meanwhile();
      const check = await checkOf(id);
      return check.state === state ? check : null;
    }, `the check is ${state}`);
  const attemptsOf = (id: string) =>
    test.worker.kitChecks.filter((job) => job.problemVersionId === id).map(({ attempt }) => attempt);
  const acts = async (id: string) => (await actsOn(test, id)).filter((act) => act === 'checkKit').length;
  const again = async (id: string) => (await admin.data(checkMutation, { id })).checkKit;

  it('run by themselves once a kit is ready, and do not hold it up', async () => {
    let finish: (outcome: KitCheckOutcome) => void = () => undefined;
    test.worker.script.kitCheck = () => new Promise((resolve) => (finish = resolve));
    const id = await publishReady(admin, { name: 'background' });
    await eventually(async () => attemptsOf(id).length === 1, 'the job is taken');
    const waiting = await checkOf(id);
    assert.deepEqual(
      [waiting.state, waiting.finishedAt, waiting.findings, waiting.measurements],
      ['WAITING', null, [], null],
    );
    // Another kit is read while this one is being checked.
    await publishReady(admin, { name: 'another' });
    finish(checkedKit);
    test.worker.script.kitCheck = () => checkedKit;
    const { startedAt, finishedAt, message, findings, measurements } = await until(id, 'DONE');
    assert.ok(startedAt !== null && finishedAt !== null);
    assert.deepEqual([message, findings], [null, [{ severity: 'error', text: 'X holds the target.' }]]);
    assert.deepEqual(measurements.startingKit.scores, [
      { scoreType: 'acc', step: 'test', foldIndex: 0, value: 0.75 },
      { scoreType: 'acc', step: 'test', foldIndex: null, value: 0.8125 },
    ]);
    assert.equal(measurements.constant.scores[0].value, null);
    assert.deepEqual(
      [measurements.sample, measurements.permuted.failedFold, measurements.permuted.message],
      ['starting_kit', 1, 'ValueError'],
    );
    assert.deepEqual(measurements.rows, [{ validRows: 40, inTrain: 0, likeTrain: null, testLikeTrain: null }]);
    assert.deepEqual(measurements.tellingColumns, [{ name: 'species', how: 'equals' }]);
    assert.deepEqual(measurements.seconds, { train: 0.5, valid: 0.02, test: 0.04, wall: 0.7 });
  });

  it('are not run again when the same kit is published again, but when a site admin asks', async () => {
    const id = await publishReady(admin, { name: 'same' });
    await until(id, 'DONE');
    await publishReady(admin, { name: 'same' });
    await sweepLater();
    assert.deepEqual(attemptsOf(id), [1]);

    let giveUp: (outcome: undefined) => void = () => undefined;
    test.worker.script.kitCheck = () => new Promise((resolve) => (giveUp = resolve));
    assert.deepEqual(await again(id), { problemVersion: { id, check: { state: 'WAITING' } }, refusal: null });
    await eventually(async () => attemptsOf(id).length === 2, 'the second job is taken');
    assert.equal((await checkOf(id)).measurements, null);
    // One that waits is left as it is.
    assert.equal((await again(id)).problemVersion.check.state, 'WAITING');
    assert.equal(await acts(id), 1, 'one that waits already is not begun, and not recorded, again');
    test.worker.takeOver();
    test.worker.script.kitCheck = () => checkedKit;
    assert.deepEqual(attemptsOf(id), [1, 2]);
    // The one that took the job hangs for good; its job stays in the queue until Redis forgets.
    await test.flushRedis();
    await until(id, 'DONE', sweepLater);
    assert.deepEqual(attemptsOf(id), [1, 2, 3]);
    giveUp(undefined);
  });

  it('drop the reports of attempts that do not count', async () => {
    const id = await publishReady(admin, { name: 'fenced' });
    await until(id, 'DONE');
    const send = (attempt: number, outcome: KitCheckOutcome) =>
      test.worker.reports.send({ kind: 'kit-checked', problemVersionId: id, attempt, worker: 'late', outcome });
    const refused: KitCheckOutcome = { kind: 'refused', message: 'late' };
    for (const attempt of [1, 2]) await send(attempt, refused);
    await eventually(async () => (await test.worker.reports.depth()) === 0, 'the reports are read');
    assert.deepEqual([(await checkOf(id)).state, (await checkOf(id)).message], ['DONE', null]);

    test.worker.script.kitCheck = async () => {
      await send(1, refused);
      await send(3, refused);
      return checkedKit;
    };
    await again(id);
    assert.equal((await until(id, 'DONE')).message, null);
  });

  it('are sent out again when the platform failed, and given up after enough tries, with a message', async () => {
    const id = await publishReady(admin, { name: 'faulty' });
    await until(id, 'DONE');
    test.worker.script.kitCheck = ({ attempt }) =>
      attempt < 4 ? { kind: 'platform-failed', detail: 'disk full: secret path' } : checkedKit;
    await again(id);
    await until(id, 'DONE', sweepLater);
    assert.deepEqual(attemptsOf(id), [1, 2, 3, 4]);

    test.worker.script.kitCheck = () => ({ kind: 'platform-failed', detail: 'disk full: secret path' });
    await again(id);
    const failed = await until(id, 'FAILED', sweepLater);
    assert.match(failed.message, /^The platform could not check this kit\./);
    assert.deepEqual([failed.measurements, failed.findings], [null, []]);
    assert.deepEqual(attemptsOf(id).length, 8);
    await sweepLater();
    assert.deepEqual(attemptsOf(id).length, 8);
  });

  it('are sent out again when they got lost, or never reached the queue', async () => {
    test.worker.script.kitCheck = ({ attempt }) => (attempt === 1 ? undefined : checkedKit);
    const lost = await publishReady(admin, { name: 'lost' });
    await until(lost, 'DONE', sweepLater);
    assert.deepEqual(attemptsOf(lost), [1, 2]);

    const { kitChecks } = test.app.services.queues;
    const { send } = kitChecks;
    test.worker.script.kitCheck = () => checkedKit;
    kitChecks.send = () => Promise.reject(new Error('Redis is away'));
    const unsent = await publishReady(admin, { name: 'unsent' });
    kitChecks.send = send;
    await until(unsent, 'DONE', sweepLater);
    assert.deepEqual(attemptsOf(unsent), [1]);
  });

  it('end at once when the kit cannot be read any more', async () => {
    test.worker.script.kitCheck = () => ({ kind: 'refused', message: 'get_train_data failed.' });
    const id = await publishReady(admin, { name: 'unreadable' });
    const { message } = await until(id, 'FAILED');
    assert.equal(message, 'The kit cannot be read any more: get_train_data failed.');
    assert.deepEqual(attemptsOf(id), [1]);
  });

  it('are made of kits that a worker could read only', async () => {
    const { kit } = test.worker.script;
    test.worker.script.kit = () => ({ kind: 'refused', message: 'No.', fileName: null, line: null });
    const { publishKit } = await admin.data(
      `mutation ($input: PublishKitInput!) { publishKit(input: $input) { problemVersion { id } } }`,
      { input: { name: 'refused', kitFiles: await upload(admin, { ...kitFolder, 'problem.py': 'broken' }) } },
    );
    const { id } = publishKit.problemVersion;
    await eventually(
      async () => (await admin.data(versionQuery, { id })).problemVersion.state === 'REFUSED',
      'the kit is refused',
    );
    test.worker.script.kit = kit;
    assert.equal(await checkOf(id), null);
    const refused = await again(id);
    assert.deepEqual(refused, { problemVersion: null, refusal: { reason: 'NOT_READY', field: 'problemVersionId' } });
    assert.deepEqual(attemptsOf(id), []);
    for (const none of [crypto.randomUUID(), 'none']) {
      assert.equal(await admin.errorCode(checkMutation, { id: none }), 'NOT_FOUND');
    }
  });

  it('are shown to site admins only, by whatever way one comes to the version, and asked for by them only', async () => {
    const problemVersionId = await publishReady(admin, { name: 'shown' });
    await until(problemVersionId, 'DONE');
    const slug = await openEvent(test, admin, { problemVersionId });
    const participant = await newUser(test);
    await join(participant, slug);
    const stranger = await newUser(test);
    const byEvent = `query ($slug: String!) { event(slug: $slug) { problem { title ${checkFields} } } } ${run}`;
    const seen = async (client: GraphqlClient) => (await client.data(byEvent, { slug })).event.problem;
    assert.equal((await seen(admin)).check.state, 'DONE');
    for (const client of [participant, stranger, test.client()]) {
      const problem = await seen(client);
      assert.equal(problem.check, null);
      assert.ok(problem.title.length > 0);
    }
    for (const [client, code] of [
      [participant, 'FORBIDDEN'],
      [test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(checkMutation, { id: problemVersionId }), code);
    }
    assert.deepEqual(attemptsOf(problemVersionId), [1]);
  });
});
