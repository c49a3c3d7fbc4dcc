import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, kit, newAdmin, newUser, openEvent, publishReady, submitTo, untilState } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';
import { removeDeletedKits } from './remove-deleted-kits.js';

const deletion = `mutation ($input: DeleteProblemInput!) {
  deleteProblem(input: $input) { problem { name versions { number } } refusal { reason field message } } }`;
const problemQuery = 'query ($name: String!) { problem(name: $name) { versions { id number } } }';
const create = `mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { slug } refusal { reason } } }`;
const digestOf = (content: string) => createHash('sha256').update(content).digest('hex');
const kitOf = (text: string) => ({ ...kit, 'README.md': `# ${text}`, 'problem.py': `# ${text}` });

describe('deleting a problem', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
  });
  after(() => test.close());

  const remove = async (name: string, more: object = {}): Promise<Data> =>
    (await admin.data(deletion, { input: { name, confirmName: name, ...more } })).deleteProblem;
  const sql = <T>(text: string, values: unknown[] = []) => test.app.orm.em.fork().execute<T[]>(text, values);
  const isStored = (content: string) => test.app.services.store.has(digestOf(content));
  const areGone = (...contents: string[]) =>
    eventually(
      async () => (await Promise.all(contents.map(isStored))).every((stored) => !stored),
      'what only it referred to is gone',
    );

  it('takes the problem, its kit and its private data away, and keeps what others refer to', async () => {
    const shared = 'def get_estimator(): return "shared"\n';
    const starting = { 'submissions/starting_kit/estimator.py': shared };
    const data = { 'data/labels.csv': 'y\nsecret\n', 'data/both.csv': 'y\n1\n' };
    const id = await publishReady(admin, { name: 'mistake', files: { ...kitOf('mistake'), ...starting }, data });
    const keptData = { 'data/both.csv': 'y\n1\n' };
    const keptId = await publishReady(admin, { name: 'neighbour', files: kitOf('neighbour'), data: keptData });
    const slug = await openEvent(test, admin, { problemVersionId: keptId });
    const ada = await newUser(test, 'ada');
    await join(ada, slug);
    const files = [{ path: 'estimator.py', content: shared }];
    const send = `mutation ($input: SubmitInput!) { submit(input: $input) { submission { id } refusal { message } } }`;
    const sent = await ada.data(send, { input: { eventSlug: slug, name: 'copied', files, idempotencyKey: 'x' } });
    assert.equal(sent.submit.refusal, null);

    assert.deepEqual(await remove('mistake'), { problem: null, refusal: null });
    assert.equal((await admin.data(problemQuery, { name: 'mistake' })).problem, null);
    const { problems } = await admin.data('{ problems { rows { name } } }');
    assert.deepEqual(
      problems.rows.map(({ name }: Data) => name),
      ['neighbour'],
    );
    const one = 'query ($id: ID!) { problemVersion(id: $id) { id } }';
    assert.equal((await admin.data(one, { id })).problemVersion, null);
    const zip = await fetch(`${test.address}/kits/${id}.zip`, { headers: { cookie: admin.cookie ?? '' } });
    assert.equal(zip.status, 404);
    await areGone('# mistake', 'y\nsecret\n');
    assert.deepEqual(await Promise.all(['y\n1\n', shared, '# neighbour'].map(isStored)), [true, true, true]);
    const marked = 'select 1 from problem_version where artifacts_removed_at is not null';
    await eventually(async () => (await sql(marked)).length === 1, 'it is not looked for again');
    const acts = await test.app.orm.em.fork().find(AuditEntry, { act: 'deleteProblem' });
    assert.deepEqual(
      acts.map(({ subjectKind, details }) => [subjectKind, details]),
      [['problem', { name: 'mistake', versions: [1] }]],
    );
    const again = await publishReady(admin, { name: 'mistake', files: kitOf('mistake'), data });
    const { problem } = await admin.data(problemQuery, { name: 'mistake' });
    assert.deepEqual(problem.versions, [{ id: again, number: 1 }], 'the name is free, and the kit is stored anew');
    assert.ok(await isStored('y\nsecret\n'));
  });

  it('can take one version away, whose number nobody gets again', async () => {
    const files = [kitOf('one'), kitOf('two'), kitOf('three')];
    const ids: string[] = [];
    for (const each of files) ids.push(await publishReady(admin, { name: 'steps', files: each }));
    const left = await remove('steps', { problemVersionId: ids[2] });
    assert.deepEqual(left.problem.versions, [{ number: 2 }, { number: 1 }]);
    await areGone('# three');
    assert.ok(await isStored('# two'));
    await publishReady(admin, { name: 'steps', files: files[2] ?? {} });
    const numbers = async () =>
      (await admin.data(problemQuery, { name: 'steps' })).problem.versions.map(({ number }: Data) => number);
    assert.deepEqual(await numbers(), [4, 2, 1]);
    const gone = { input: { name: 'steps', confirmName: 'steps', problemVersionId: ids[2] } };
    assert.equal(await admin.errorCode(deletion, gone), 'NOT_FOUND');
    const other = await publishReady(admin, { name: 'others' });
    const wrong = { input: { name: 'steps', confirmName: 'steps', problemVersionId: other } };
    assert.equal(await admin.errorCode(deletion, wrong), 'NOT_FOUND', 'a version of another problem');
    const late = { slug: 'late', title: 'x', problemVersionId: ids[2], opensAt: new Date(0), closesAt: new Date(9e12) };
    assert.equal((await admin.data(create, { input: late })).createEvent.refusal.reason, 'INVALID');
  });

  it('is refused, with their names, where events use it or have been judged with it', async () => {
    const first = await publishReady(admin, { name: 'used', files: kitOf('used 1') });
    const second = await publishReady(admin, { name: 'used', files: kitOf('used 2') });
    const slug = await openEvent(test, admin, { problemVersionId: first, title: 'Spring' });
    const eve = await newUser(test, 'eve');
    await join(eve, slug);
    await untilState(eve, (await submitTo(eve, slug)).submission.id, 'SCORED');
    await openEvent(test, admin, { problemVersionId: second, title: 'Autumn' });
    for (const [problemVersionId, named] of [
      [null, /“Autumn”, “Spring”/],
      [first, /“Spring”/],
      [second, /“Autumn”/],
    ] as const) {
      const { refusal, problem } = await remove('used', { problemVersionId });
      assert.equal(refusal.reason, 'IN_USE');
      assert.match(refusal.message, named);
      assert.equal(problem.versions.length, 2);
    }
    // The event has moved on; what was judged with the first version stays.
    await sql('update event set problem_version_id = ? where slug = ?', [second, slug]);
    assert.equal((await remove('used', { problemVersionId: first })).refusal.reason, 'IN_USE');
    assert.ok(await isStored('# used 1'));
  });

  it('is refused for another name than was typed, and for everybody but site admins', async () => {
    await publishReady(admin, { name: 'careful' });
    const { refusal } = await remove('careful', { confirmName: 'carefull' });
    assert.deepEqual([refusal.reason, refusal.field], ['INVALID', 'confirmName']);
    const input = { name: 'careful', confirmName: 'careful' };
    assert.equal(await (await newUser(test)).errorCode(deletion, { input }), 'FORBIDDEN');
    assert.equal(await test.client().errorCode(deletion, { input }), 'UNAUTHENTICATED');
    const unknown = { input: { name: 'unknown', confirmName: 'unknown' } };
    assert.equal(await admin.errorCode(deletion, unknown), 'NOT_FOUND');
    const odd = { input: { ...input, problemVersionId: 'x' } };
    assert.equal(await admin.errorCode(deletion, odd), 'INVALID');
  });

  it('goes also where a deleted event has been on it', async () => {
    const id = await publishReady(admin, { name: 'tried', files: kitOf('tried') });
    const slug = await openEvent(test, admin, { problemVersionId: id });
    assert.equal((await remove('tried')).refusal.reason, 'IN_USE');
    const end = 'mutation ($input: DeleteEventInput!) { deleteEvent(input: $input) { refusal { message } } }';
    await admin.data(end, { input: { slug, confirmSlug: slug } });
    const ask = `insert into event_request (id, asker_id, problem_id, title, slug, opens_at, closes_at, people_count, purpose, state, created_at)
      select gen_random_uuid(), u.id, p.id, 'My course', 'mine', now(), now(), 1, 'x', 'WAITING', now()
        from problem p, "user" u where p.name = 'tried' limit 1`;
    await sql(ask);
    assert.match((await remove('tried')).refusal.message, /“My course”\. Answer first/);
    await sql(`update event_request set state = 'DECLINED'`);
    assert.equal((await remove('tried')).refusal, null);
    await areGone('# tried');
  });

  it('of two who delete it and make an event of it at once, one is first', async () => {
    for (let round = 0; round < 5; round++) {
      const name = `race${round}`;
      const id = await publishReady(admin, { name, files: kitOf(name) });
      const opensAt = test.clock.now();
      const closesAt = new Date(opensAt.getTime() + 1e9);
      const event = { slug: name, title: name, problemVersionId: id, opensAt, closesAt };
      const [{ refusal }, made] = await Promise.all([remove(name), admin.post(create, { input: event })]);
      const isMade = made.data?.createEvent?.event != null;
      assert.equal(refusal === null, !isMade, JSON.stringify([refusal, made]));
      assert.equal((await admin.data(problemQuery, { name })).problem !== null, isMade);
    }
  });

  it('publishing again at the same time leaves a version whose files are all there', async () => {
    for (let round = 0; round < 5; round++) {
      const name = `again${round}`;
      const data = { 'data/y.csv': `y\n${name}\n` };
      await publishReady(admin, { name, files: kitOf(name), data });
      await Promise.all([remove(name), publishReady(admin, { name, files: kitOf(name), data }).catch(() => null)]);
      await removeDeletedKits({ ...test.app.services, em: test.app.orm.em });
      const { problem } = await admin.data(problemQuery, { name });
      if (problem !== null)
        assert.deepEqual([await isStored(`# ${name}`), await isStored(data['data/y.csv'])], [true, true]);
    }
  });
});
