import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { protocolNumber, softwareVersion } from '@databoard/shared/protocol';
import { createRedis } from '@databoard/shared/redis';
import { type WorkerCommand, workerCommand, workerCommandChannel } from '@databoard/shared/worker-command';
import { type WorkerSign, workerSignChannel } from '@databoard/shared/worker-sign';
import type { Redis } from 'ioredis';
import { readSchedule } from '../scheduling/read-schedule.js';
import { sweep } from '../sweep.js';
import { actsOn } from '../testing/acts-on.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { newAdmin, newUser } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const fields = `id name host state reason isSeen isPauseWanted slots busySlots cores memoryMiB isolation
  walls { name stands how } environment { name version } version protocol lastSeenAt`;
const workersQuery = `{ workers { ${fields} } }`;
const pause = `mutation ($input: PauseWorkerInput!) {
  pauseWorker(input: $input) { workers { name isPauseWanted } refusal { reason field message } } }`;
const resume = `mutation ($input: ResumeWorkerInput!) {
  resumeWorker(input: $input) { workers { name isPauseWanted } refusal { reason field } } }`;

describe('workers that make themselves known', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let redis: Redis;
  let listener: Redis;
  const told: { channel: string; command: WorkerCommand }[] = [];
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    redis = createRedis(test.config.redis);
    listener = createRedis(test.config.redis, { enableReadyCheck: false });
    listener.on('message', (channel, text) => {
      told.push({ channel, command: workerCommand.parse(JSON.parse(text)) });
    });
  });
  after(async () => {
    redis.disconnect();
    listener.disconnect();
    await test.close();
  });

  const signOf = (changed: Partial<WorkerSign> = {}): WorkerSign => ({
    instanceId: randomUUID(),
    name: `worker-${randomUUID()}`,
    host: 'host-a',
    slots: 3,
    cores: 4,
    memoryMiB: 8000,
    isolation: 'nested',
    walls: [{ name: 'network', stands: true, how: 'a namespace of its own' }],
    environment: { python: '3.11.2', numpy: '2.1.0' },
    version: softwareVersion,
    protocol: protocolNumber,
    isWelcome: true,
    isPaused: false,
    state: 'TAKING',
    reason: null,
    running: [randomUUID()],
    ...changed,
  });
  const give = async (sign: WorkerSign) => {
    await listener.subscribe(workerCommandChannel(sign.instanceId));
    await redis.publish(workerSignChannel(test.config.redis), JSON.stringify(sign));
  };
  const rows = async () => (await admin.data(workersQuery)).workers;
  const rowOf = async ({ instanceId }: WorkerSign) =>
    (await rows()).find(({ id }: { id: string }) => id === instanceId);
  const commandTo = ({ instanceId }: WorkerSign, kind: WorkerCommand['kind']) =>
    eventually(
      async () =>
        told.find(({ channel, command }) => channel === workerCommandChannel(instanceId) && command.kind === kind)
          ?.command,
      `${kind} was told`,
    );
  const commandsTo = ({ instanceId }: WorkerSign) =>
    told.filter(({ channel }) => channel === workerCommandChannel(instanceId)).map(({ command }) => command.kind);

  it('are welcomed and listed for site admins alone', async () => {
    const sign = signOf({ isWelcome: false });
    await give(sign);
    assert.deepEqual(await commandTo(sign, 'welcome'), { kind: 'welcome', isPaused: false });
    const { lastSeenAt, ...row } = await rowOf(sign);
    assert.ok(Math.abs(Date.parse(lastSeenAt) - Date.now()) < 60_000);
    const { instanceId, running, isWelcome, isPaused, environment, ...rest } = sign;
    assert.deepEqual(row, {
      ...rest,
      id: instanceId,
      busySlots: 1,
      isSeen: true,
      isPauseWanted: false,
      environment: [
        { name: 'numpy', version: '2.1.0' },
        { name: 'python', version: '3.11.2' },
      ],
    });
    assert.equal(await test.client().errorCode(workersQuery), 'UNAUTHENTICATED');
    const user = await newUser(test);
    assert.equal(await user.errorCode(workersQuery), 'FORBIDDEN');
    for (const mutation of [pause, resume])
      assert.equal(await user.errorCode(mutation, { input: { name: sign.name } }), 'FORBIDDEN');
    const refused = user.subscribe(`subscription { workersChanged { id } }`);
    await eventually(async () => refused.failure !== null || refused.seen.some(({ errors }) => errors), 'a refusal');
    await refused.close();
  });

  it('are refused when they speak another protocol, with both versions and what to do, and are seen parked', async () => {
    const newer = signOf({ protocol: protocolNumber + 1, version: '9.0.0', isWelcome: false });
    await give(newer);
    const answer = await commandTo(newer, 'refused');
    const message = `The worker is version 9.0.0 (protocol ${protocolNumber + 1}), the api is version ${softwareVersion} (protocol ${protocolNumber}); they would misread each other. Bring the api to the other's version.`;
    assert.deepEqual(answer, { kind: 'refused', message });
    const { state, reason } = await rowOf(newer);
    assert.deepEqual([state, reason], ['PARKED', message]);
    const older = signOf({ protocol: protocolNumber - 1 });
    await give(older);
    assert.match(JSON.stringify(await commandTo(older, 'refused')), /Bring the worker/);
    assert.deepEqual(commandsTo(newer), ['refused']);
  });

  it('stay paused though Redis forgets everything and the process is another, until they are resumed', async () => {
    const sign = signOf();
    await give(sign);
    await eventually(() => rowOf(sign), 'the worker is listed');
    const paused = await admin.data(pause, { input: { name: sign.name } });
    assert.deepEqual(paused.pauseWorker, { workers: [{ name: sign.name, isPauseWanted: true }], refusal: null });
    await commandTo(sign, 'pause');
    await test.flushRedis();
    const successor = signOf({ name: sign.name, isWelcome: false });
    await give(successor);
    assert.deepEqual(await commandTo(successor, 'welcome'), { kind: 'welcome', isPaused: true });
    // One that missed the command says that it is not paused, and hears it again.
    const deaf = signOf({ name: sign.name });
    await give(deaf);
    await commandTo(deaf, 'pause');
    await admin.data(resume, { input: { name: sign.name } });
    await commandTo(successor, 'unpark');
    assert.deepEqual(commandsTo(successor), ['welcome', 'resume', 'unpark']);
    const stillPaused = signOf({ name: sign.name, isPaused: true, state: 'PAUSED' });
    await give(stillPaused);
    await commandTo(stillPaused, 'resume');
    assert.deepEqual(await actsOn(test, sign.name), ['pauseWorker', 'resumeWorker']);
  });

  it('can only be paused when they are known', async () => {
    const { pauseWorker } = await admin.data(pause, { input: { name: 'nobody' } });
    assert.deepEqual(pauseWorker, {
      workers: [],
      refusal: { reason: 'INVALID', field: 'name', message: 'No worker named “nobody” was seen within a day.' },
    });
    const { resumeWorker } = await admin.data(resume, { input: { name: 'nobody' } });
    assert.deepEqual(resumeWorker.refusal, { reason: 'INVALID', field: 'name' });
    assert.deepEqual(await actsOn(test, 'nobody'), [], 'what was refused was not done');
  });

  it('count while they take jobs and give signs, and are forgotten after a day of silence', async () => {
    const { em } = test.app.orm;
    const slotsNow = async () => (await readSchedule(em.fork(), { now: test.clock.now(), isLocked: false })).slots;
    const before = await slotsNow();
    const [taking, parked, stopped] = [
      signOf({ slots: 5 }),
      signOf({ state: 'PARKED', reason: 'the probe failed' }),
      signOf({ state: 'STOPPED' }),
    ];
    for (const sign of [taking, parked, stopped]) await give(sign);
    for (const sign of [taking, parked, stopped]) await eventually(() => rowOf(sign), 'it is listed');
    assert.equal(await slotsNow(), before + 5);
    assert.equal((await rowOf(stopped)).isSeen, false);
    assert.equal((await rowOf(parked)).reason, 'the probe failed');

    test.clock.advance(11);
    assert.equal(await slotsNow(), 0);
    assert.equal((await rowOf(taking)).isSeen, false);
    await give(taking);
    await eventually(async () => (await slotsNow()) === 5, 'it is back');

    const successor = signOf({ name: parked.name });
    test.clock.advance(601);
    await give(successor);
    await eventually(() => rowOf(successor), 'another one of that name is there');
    await sweep({ ...test.app.services, em });
    assert.equal(await rowOf(parked), undefined, 'its forerunner is forgotten sooner');
    assert.ok(await rowOf(taking), 'others are not');

    test.clock.advance(86_401);
    await give(signOf({ ...parked }));
    await eventually(async () => (await rowOf(parked))?.isSeen, 'it was seen again');
    await sweep({ ...test.app.services, em });
    const left = await em.fork().execute<{ id: string }[]>('select id from worker');
    assert.deepEqual(left, [{ id: parked.instanceId }]);
  });

  it('are one row and one worker each to two api processes', async () => {
    const other = await test.startAnother();
    const sign = signOf({ isWelcome: false });
    await give(sign);
    await eventually(async () => commandsTo(sign).length === 2, 'both welcome it');
    assert.equal((await rows()).filter(({ name }: { name: string }) => name === sign.name).length, 1);
    await other.close();
  });

  it('are followed live', async () => {
    const live = admin.subscribe(`subscription { workersChanged { id state } }`);
    await live.until(({ workersChanged }) => Array.isArray(workersChanged));
    const sign = signOf();
    await give(sign);
    await live.until(({ workersChanged }) => workersChanged.some(({ id }: { id: string }) => id === sign.instanceId));
    await live.close();
  });

  it('harm nobody with a sign that cannot be read', async () => {
    for (const text of ['{', '{}', JSON.stringify({ ...signOf(), slots: -1 })])
      await redis.publish(workerSignChannel(test.config.redis), text);
    const dropped = () => test.logged.filter(({ msg }) => msg.startsWith('dropped a worker')).length;
    await eventually(async () => dropped() === 3, 'all three are dropped');
    const sign = signOf();
    await give(sign);
    await eventually(() => rowOf(sign), 'the next one is read');
  });
});
