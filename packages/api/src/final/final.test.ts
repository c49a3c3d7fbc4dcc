import assert from 'node:assert/strict';
import { sweep } from '../sweep.js';
import { scoredBag, scoredFold } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, newAdmin, newUser, openEvent, publishReady, submitTo, untilState } from '../testing/scenario.js';
import { teamOf, teamUp } from '../testing/team-scene.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const mutation = `mutation ($input: SelectForFinalInput!) { selectForFinal(input: $input) {
  submissions { id isSelected } refusal { reason field message } } }`;
const resultsQuery = `query ($slug: String!) { event(slug: $slug) { finalResults {
  revision reason scoreType by { username }
  standings { totalCount rows { teamName members isMine publicRank privateRank privateScore entries { submissionId name } } } } } }`;

describe('the final of an event', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let problemVersionId: string;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
    problemVersionId = await publishReady(admin);
  });
  after(() => test.close());
  beforeEach(() => {
    test.worker.script.fold = () => scoredFold(0.8);
  });

  const enter = async (count: number, changed: Record<string, unknown> = {}) => {
    const closesAt = new Date(test.clock.now().getTime() + 3_600_000).toISOString();
    const slug = await openEvent(test, admin, {
      ...{ problemVersionId, maxTeamSize: 2, finalSelectionMax: 2, closesAt },
      ...changed,
    });
    const people = await Promise.all(Array.from({ length: count }, () => newUser(test)));
    for (const client of people) await join(client, slug);
    return { slug, people: people as [GraphqlClient, GraphqlClient, GraphqlClient] };
  };
  const scored = async (client: GraphqlClient, slug: string, score: number) => {
    test.worker.script.fold = () => scoredFold(score);
    test.worker.script.bag = () => scoredBag(score);
    const { submission } = await submitTo(client, slug);
    await untilState(client, submission.id, 'SCORED');
    return submission.id as string;
  };
  const select = async (client: GraphqlClient, slug: string, submissionIds: string[], of = client) => {
    const teamId = (await teamOf(of, slug)).id;
    return (await client.data(mutation, { input: { teamId, submissionIds } })).selectForFinal;
  };
  const settle = () => sweep({ ...test.app.services, em: test.app.orm.em });
  const results = async (client: GraphqlClient, slug: string): Promise<Data[] | null> =>
    (await client.data(resultsQuery, { slug })).event.finalResults;
  const disqualify = (submissionId: string, note: string) =>
    admin.data(
      'mutation ($input: NotedSubmissionInput!) { disqualifySubmission(input: $input) { refusal { message } } }',
      { input: { submissionId, note } },
    );
  const isSelected = async (client: GraphqlClient, id: string) =>
    (await client.data('query ($id: ID!) { submission(id: $id) { isSelected canSelect } }', { id })).submission;

  it('is chosen by any member, seen by the team and its organisers, and by all once it is over', async () => {
    const { slug, people } = await enter(3);
    const [ada, bob, rival] = people;
    await teamUp(ada, bob, slug);
    const [one, two] = [await scored(ada, slug, 0.9), await scored(ada, slug, 0.7)];
    const chosen = await select(bob, slug, [two]);
    assert.deepEqual(chosen, { submissions: [{ id: two, isSelected: true }], refusal: null });
    assert.deepEqual(await isSelected(ada, two), { isSelected: true, canSelect: true });
    assert.deepEqual(await isSelected(ada, one), { isSelected: false, canSelect: true });
    assert.deepEqual(await isSelected(rival, two), { isSelected: null, canSelect: false });
    assert.deepEqual(await isSelected(admin, two), { isSelected: true, canSelect: true });
    assert.deepEqual((await select(ada, slug, [one, two])).submissions, [{ id: one, isSelected: true }]);
    assert.equal((await select(ada, slug, [])).submissions.length, 2);
    await select(ada, slug, [two]);
    test.clock.advance(3601);
    assert.deepEqual(await isSelected(rival, two), { isSelected: true, canSelect: false });
    assert.equal((await select(ada, slug, [one])).refusal.reason, 'NOT_OPEN');
    assert.equal((await select(admin, slug, [one], ada)).refusal.reason, 'NOT_OPEN');
  });

  it('takes no more than the event allows, nobody else’s, and nothing that does not count', async () => {
    const { slug, people } = await enter(2);
    const [ada, rival] = people;
    const mine = [await scored(ada, slug, 0.9), await scored(ada, slug, 0.8), await scored(ada, slug, 0.7)];
    const theirs = await scored(rival, slug, 0.6);
    assert.equal((await select(ada, slug, mine)).refusal.reason, 'TOO_MANY');
    assert.equal((await select(ada, slug, [theirs])).refusal.reason, 'INVALID');
    assert.equal((await select(ada, slug, [crypto.randomUUID()])).refusal.field, 'submissionIds');
    const teamId = (await teamOf(ada, slug)).id;
    const input = { teamId, submissionIds: [] };
    assert.equal(await rival.errorCode(mutation, { input }), 'FORBIDDEN');
    assert.equal(await test.client().errorCode(mutation, { input }), 'UNAUTHENTICATED');
    await disqualify(mine[2] as string, 'uses the labels');
    assert.match((await select(ada, slug, [mine[2] as string])).refusal.message, /does not count/);
    assert.equal((await select(admin, slug, [mine[1] as string], ada)).refusal, null);
    const { slug: automatic, people: others } = await enter(1, { finalSelectionMax: null });
    const only = await scored(others[0], automatic, 0.5);
    assert.equal((await select(others[0], automatic, [only])).refusal.reason, 'INVALID');
    assert.equal((await isSelected(others[0], only)).canSelect, false);
  });

  it('is shown by the competition board, and kept once at closing, with names and ranks', async () => {
    const { slug, people } = await enter(3);
    const [ada, bob, cleo] = people;
    const [best, wanted] = [await scored(ada, slug, 0.9), await scored(ada, slug, 0.5)];
    await scored(bob, slug, 0.7);
    const board = async () =>
      (
        await ada.data(
          'query ($slug: String!) { event(slug: $slug) { board(kind: PUBLIC_COMPETITION) { rows { submissionId } } } }',
          { slug },
        )
      ).event.board.rows.map(({ submissionId }: Data) => submissionId);
    assert.ok((await board()).includes(best));
    await select(ada, slug, [wanted]);
    assert.deepEqual((await board()).includes(best), false);
    await settle();
    assert.equal(await results(ada, slug), null);
    assert.deepEqual(await results(admin, slug), []);
    test.clock.advance(3601);
    await Promise.all([settle(), settle()]);
    const [first, ...more] = (await results(bob, slug)) ?? [];
    assert.deepEqual(more, []);
    assert.deepEqual([first.revision, first.reason, first.by], [1, null, null]);
    const names = await Promise.all([bob, ada].map((client) => teamOf(client, slug)));
    assert.deepEqual(
      first.standings.rows.map(({ teamName, privateRank, publicRank, isMine, entries }: Data) => [
        teamName,
        privateRank,
        publicRank,
        isMine,
        entries.length,
      ]),
      [
        [names[0].name, 1, 1, true, 1],
        [names[1].name, 2, 2, false, 1],
      ],
    );
    assert.deepEqual(first.standings.rows[1].entries[0].submissionId, wanted);
    assert.equal((await results(cleo, slug))?.length, 1, 'a participant without a submission');
    assert.equal(await results(await newUser(test), slug), null);
    assert.equal(await results(test.client(), slug), null);
    const news = await test.app.orm.em
      .fork()
      .execute<{ body: string }[]>(
        `select body from notification n join event e on e.id = n.event_id where e.slug = ? and n.kind = 'EVENT'`,
        [slug],
      );
    assert.deepEqual(news.map(({ body }) => body).toSorted(), [
      'Your team is number 1 of 2.',
      'Your team is number 2 of 2.',
    ]);
  });

  it('waits for what was submitted in time', async () => {
    const { slug, people } = await enter(1);
    await scored(people[0], slug, 0.5);
    let finish: (score: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => (finish = resolve));
    test.worker.script.fold = async () => scoredFold(await held);
    const { submission } = await submitTo(people[0], slug);
    test.clock.advance(3601);
    await settle();
    assert.deepEqual(await results(admin, slug), []);
    finish(0.9);
    await untilState(people[0], submission.id, 'SCORED');
    await settle();
    assert.equal((await results(admin, slug))?.length, 1);
  });

  it('changes by organisers alone, as a revision with who and why; the old one stays, and the database keeps it so', async () => {
    const { slug, people } = await enter(2);
    const [ada, bob] = people;
    const best = await scored(ada, slug, 0.9);
    await scored(bob, slug, 0.7);
    test.clock.advance(3601);
    await settle();
    await disqualify(best, 'uses the labels');
    const [second, first] = (await results(bob, slug)) ?? [];
    assert.deepEqual([first.standings.totalCount, second.standings.rows.length], [2, 1]);
    assert.equal(second.revision, 2);
    assert.match(second.reason, /was disqualified: uses the labels/);
    assert.equal(second.by.username, (await admin.data('{ viewer { username } }')).viewer.username);
    await settle();
    assert.equal((await results(bob, slug))?.length, 2, 'nothing new, no revision');
    await admin.data(
      'mutation ($input: NotedSubmissionInput!) { reinstateSubmission(input: $input) { refusal { message } } }',
      { input: { submissionId: best } },
    );
    const [third] = (await results(bob, slug)) ?? [];
    assert.deepEqual([third.revision, third.standings], [3, first.standings]);
    for (const sql of ['update final_result set revision = 9', 'delete from final_result']) {
      await assert.rejects(test.app.orm.em.fork().execute(sql), /never changed/);
    }
  });

  it('is revised when a submission was run again', async () => {
    const { slug, people } = await enter(2);
    const [ada, bob] = people;
    await scored(ada, slug, 0.9);
    const second = await scored(bob, slug, 0.7);
    test.clock.advance(3601);
    await settle();
    test.worker.script.fold = () => scoredFold(0.95);
    test.worker.script.bag = () => scoredBag(0.95);
    await admin.data(
      'mutation ($input: RerunSubmissionInput!) { rerunSubmission(input: $input) { refusal { message } } }',
      { input: { submissionId: second, scope: 'ALL' } },
    );
    await eventually(async () => {
      await settle();
      return ((await results(bob, slug)) ?? []).length > 1;
    }, 'a revision');
    const [revised] = (await results(bob, slug)) ?? [];
    assert.match(revised.reason, /judged again/);
    assert.equal(revised.standings.rows[0].isMine, true);
  });
});
