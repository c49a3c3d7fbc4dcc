import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { description } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, kit, newAdmin, newUser, openEvent, publishReady, submitTo } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const day = 86_400_000;
const starting = 'def get_estimator(): ...\n';
const forest = `from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def get_estimator():
    model = RandomForestClassifier(n_estimators=120, max_depth=7, random_state=3)
    return make_pipeline(StandardScaler(), model)
`;
const draftFields = `version savedAt files { path content } sources { path submission { id name } importedAt }`;
const draftQuery = `query ($slug: String!) { event(slug: $slug) { myParticipation {
  id draft { ${draftFields} }
  draftVersions { totalCount rows { id version origin bytes author { username } files { path content } } }
} } }`;
const saveMutation = `mutation ($input: SaveDraftInput!) {
  saveDraft(input: $input) { draft { ${draftFields} } refusal { reason field message } }
}`;
const importMutation = `mutation ($input: ImportIntoDraftInput!) {
  importIntoDraft(input: $input) { draft { ${draftFields} } refusal { reason field message } }
}`;
const restoreMutation = `mutation ($input: RestoreDraftVersionInput!) {
  restoreDraftVersion(input: $input) { draft { ${draftFields} } refusal { reason field message } }
}`;
const sourcesQuery = `query ($id: ID!) {
  submission(id: $id) { sources { path submission { id } } creditSuggestions { submission { id } importedPaths similarity } }
}`;

describe('drafts', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let ada: GraphqlClient;
  let rival: GraphqlClient;
  let stranger: GraphqlClient;
  let versionId: string;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
    [ada, rival, stranger] = await Promise.all([newUser(test, 'ada'), newUser(test, 'rival'), newUser(test)]);
    const elements = [
      { name: 'estimator', fileName: 'estimator.py', isPython: true },
      { name: 'data.csv', fileName: 'data.csv', isPython: false },
    ];
    test.worker.script.kit = () => ({ kind: 'described', description: { ...description, elements } });
    versionId = await publishReady(admin, { files: { ...kit, 'submissions/starting_kit/data.csv': 'a,b\n' } });
  });
  after(() => test.close());

  const at = (ms: number) => new Date(test.clock.now().getTime() + ms).toISOString();
  const enter = async (changed: Record<string, unknown> = {}): Promise<string> => {
    const slug = await openEvent(test, admin, { problemVersionId: versionId, publicOpensAt: at(-day / 2), ...changed });
    await Promise.all([join(ada, slug), join(rival, slug)]);
    return slug;
  };
  const filesOf = (content: string) => [
    { path: 'estimator.py', content },
    { path: 'data.csv', content: 'a,b\n' },
  ];
  const send = async (client: GraphqlClient, slug: string, content: string): Promise<string> => {
    const { submission, refusal } = await submitTo(client, slug, undefined, { files: filesOf(content) });
    assert.equal(refusal, null);
    return submission.id;
  };
  const save = async (client: GraphqlClient, slug: string, content: string, expectedVersion: number, more = {}) =>
    (await client.data(saveMutation, { input: { eventSlug: slug, files: filesOf(content), expectedVersion, ...more } }))
      .saveDraft;
  const take = async (client: GraphqlClient, submissionId: string, expectedVersion = 0, paths = ['estimator.py']) =>
    (await client.data(importMutation, { input: { submissionId, paths, expectedVersion } })).importIntoDraft;
  const read = async (client: GraphqlClient, slug: string): Promise<Data> =>
    (await client.data(draftQuery, { slug })).event.myParticipation;
  const sourcesOf = async (client: GraphqlClient, id: string): Promise<Data> =>
    (await client.data(sourcesQuery, { id })).submission;
  const countLooks = async (submissionId: string): Promise<Record<string, number>> => {
    const rows = await test.app.orm.em
      .fork()
      .execute<{ kind: string; count: number }[]>(
        'select kind, count(*)::int as count from interaction where submission_id = ? group by kind',
        [submissionId],
      );
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  };

  it('keep their versions with author and origin, and any can be restored', async () => {
    const slug = await enter();
    await save(ada, slug, 'one = 1\n', 0);
    await save(ada, slug, 'two = 2\n', 1, { isUpload: true });
    const { draftVersions } = await read(ada, slug);
    assert.equal(draftVersions.totalCount, 2);
    assert.deepEqual(
      draftVersions.rows.map((row: Data) => [row.version, row.origin, row.author.username, row.files[0].content]),
      [
        [2, 'UPLOADED', 'ada', 'two = 2\n'],
        [1, 'EDITED', 'ada', 'one = 1\n'],
      ],
    );
    const restore = async (version: number, expectedVersion: number, client = ada) =>
      (await client.data(restoreMutation, { input: { eventSlug: slug, version, expectedVersion } }))
        .restoreDraftVersion;
    assert.equal((await restore(1, 1)).refusal.reason, 'STALE');
    const { draft } = await restore(1, 2);
    assert.deepEqual([draft.version, draft.files[0].content], [3, 'one = 1\n']);
    assert.equal((await read(ada, slug)).draftVersions.rows[0].origin, 'RESTORED');
    assert.equal((await restore(77, 3)).refusal.reason, 'INVALID');
    assert.equal((await restore(1, 0, rival)).refusal.reason, 'INVALID', 'versions of others are not theirs');
    assert.equal(
      await stranger.errorCode(restoreMutation, { input: { eventSlug: slug, version: 1, expectedVersion: 0 } }),
      'NOT_FOUND',
    );
    assert.equal((await read(rival, slug)).draftVersions.totalCount, 0);
  });

  it('are thinned while they are typed, and never lose the newest', async () => {
    const slug = await enter();
    for (let version = 0; version < 14; version++) await save(ada, slug, `x = ${version}\n`, version);
    const { draftVersions, draft } = await read(ada, slug);
    assert.equal(draft.version, 14);
    assert.ok(draftVersions.totalCount >= 10 && draftVersions.totalCount <= 11, `${draftVersions.totalCount}`);
    assert.equal(draftVersions.rows[0].files[0].content, 'x = 13\n');
  });

  it('two windows that save at once make one version and one conflict', async () => {
    const slug = await enter();
    const answers = await Promise.all([1, 2, 3].map((number) => save(ada, slug, `x = ${number}\n`, 0)));
    assert.equal(answers.filter(({ refusal }) => refusal === null).length, 1);
    assert.deepEqual((await read(ada, slug)).draftVersions.totalCount, 1);
  });

  it('take files of a readable submission, and the submission tells where they came from', async () => {
    const slug = await enter();
    const source = await send(ada, slug, forest);
    const { draft, refusal } = await take(rival, source);
    assert.equal(refusal, null);
    const by = Object.fromEntries(draft.files.map((file: Data) => [file.path, file.content]));
    assert.deepEqual(by, { 'estimator.py': forest, 'data.csv': 'a,b\n' });
    assert.deepEqual(
      draft.sources.map((one: Data) => [one.path, one.submission.id]),
      [['estimator.py', source]],
    );
    assert.deepEqual((await countLooks(source))['IMPORT'], 1);

    // What is typed afterwards keeps the source, and what is sent tells it, whoever sends it.
    const edited = forest.replace('120', '240');
    assert.equal((await save(rival, slug, edited, 1)).draft.sources.length, 1);
    const mine = await send(rival, slug, edited);
    const seen = await sourcesOf(rival, mine);
    assert.deepEqual(seen.sources, [{ path: 'estimator.py', submission: { id: source } }]);
    assert.deepEqual(
      seen.creditSuggestions.map((one: Data) => [one.submission.id, one.importedPaths]),
      [[source, ['estimator.py']]],
    );
    assert.ok(seen.creditSuggestions[0].similarity > 0.5);
    assert.deepEqual((await sourcesOf(ada, mine)).creditSuggestions, [], 'for the own team');
    assert.equal((await sourcesOf(ada, mine)).sources.length, 1);
    assert.deepEqual((await sourcesOf(stranger, mine)).sources, []);

    // Something else sent from outside the editor has nothing of it.
    const other = await send(rival, slug, 'def get_estimator():\n    return None\n');
    assert.deepEqual((await sourcesOf(rival, other)).sources, []);
    // And the starting kit put back forgets it.
    assert.deepEqual((await save(rival, slug, starting, 2)).draft.sources, []);
  });

  it('take nothing that is hidden, foreign, or not there, and never over what was saved meanwhile', async () => {
    const hidden = await enter({ publicOpensAt: at(day) });
    const secret = await send(ada, hidden, forest);
    const asked = { input: { submissionId: secret, paths: ['estimator.py'], expectedVersion: 0 } };
    assert.equal(await rival.errorCode(importMutation, asked), 'FORBIDDEN');
    assert.equal(await stranger.errorCode(importMutation, asked), 'FORBIDDEN');
    assert.equal(await test.client().errorCode(importMutation, asked), 'UNAUTHENTICATED');
    assert.equal((await take(ada, secret)).refusal, null, 'one’s own is one’s own');

    const slug = await enter({ closesAt: at(day) });
    const source = await send(ada, slug, forest);
    assert.equal((await take(rival, source, 0, ['../secret'])).refusal.field, 'paths');
    await save(rival, slug, 'x = 1\n', 0);
    const stale = await take(rival, source, 0);
    assert.deepEqual([stale.refusal.reason, stale.draft.files[0].content], ['STALE', 'x = 1\n']);
    assert.deepEqual((await take(admin, source)).refusal.reason, 'NOT_APPROVED', 'no draft to import into');
    assert.equal(
      await rival.errorCode(importMutation, { input: { ...asked.input, submissionId: crypto.randomUUID() } }),
      'NOT_FOUND',
    );
    test.clock.advance(24 * 3600);
    assert.equal((await take(rival, source, 1)).refusal.reason, 'NOT_OPEN');
  });

  it('restore where files came from together with the files', async () => {
    const slug = await enter();
    const source = await send(ada, slug, forest);
    await take(rival, source);
    await save(rival, slug, starting, 1);
    const input = { eventSlug: slug, version: 1, expectedVersion: 2 };
    const { restoreDraftVersion } = await rival.data(restoreMutation, { input });
    assert.equal(restoreDraftVersion.draft.sources[0].submission.id, source);
  });

  it('suggest credit for code that was copied by hand, too, and show organisers whose code is alike', async () => {
    const slug = await enter();
    const first = await send(ada, slug, forest);
    const copy = await send(rival, slug, `import numpy as np\n${forest.replaceAll('model', 'best')}`);
    const suggested = (await sourcesOf(rival, copy)).creditSuggestions;
    assert.deepEqual([suggested[0].submission.id, suggested[0].importedPaths], [first, []]);
    const pairsQuery = `query ($slug: String!) { event(slug: $slug) {
      similarPairs { totalCount rows { earlier { id } later { id } similarity } }
    } }`;
    const { event } = await admin.data(pairsQuery, { slug });
    assert.deepEqual([event.similarPairs.rows[0].earlier.id, event.similarPairs.rows[0].later.id], [first, copy]);
    assert.ok(event.similarPairs.rows[0].similarity > 0.4);
    for (const client of [ada, stranger, test.client()]) {
      assert.equal(await client.errorCode(pairsQuery, { slug }), 'FORBIDDEN');
    }
  });

  it('files of a submission come as a zip to those who may read them, and looks at code are counted', async () => {
    const slug = await enter({ publicOpensAt: at(3_600_000) });
    const id = await send(ada, slug, forest);
    const get = (client: GraphqlClient, name = id) =>
      fetch(`${test.address}/submissions/${name}.zip`, { headers: client.cookie ? { cookie: client.cookie } : {} });
    for (const client of [rival, stranger, test.client()]) assert.equal((await get(client)).status, 404);
    assert.equal((await get(ada, 'not-an-id')).status, 404);
    assert.equal((await get(ada, crypto.randomUUID())).status, 404);
    const response = await get(ada);
    assert.deepEqual(
      [response.status, response.headers.get('content-type'), response.headers.get('cache-control')],
      [200, 'application/zip', 'private, no-store'],
    );
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="ada-submission_\d+\.zip"$/);
    const entries = unzipSync(new Uint8Array(await response.arrayBuffer()));
    assert.equal(strFromU8(entries['estimator.py'] ?? new Uint8Array()), forest);
    assert.deepEqual(await countLooks(id), { SUBMIT: 1 }, 'one’s own code is no look');

    test.clock.advance(3_601);
    for (const _ of [1, 2]) assert.equal((await get(rival)).status, 200);
    assert.equal((await get(stranger)).status, 404);
    for (const _ of [1, 2]) await rival.data(`query ($id: ID!) { submission(id: $id) { files { path } } }`, { id });
    await eventually(async () => (await countLooks(id))['VIEW_CODE'] === 1, 'a look is counted');
    assert.deepEqual(await countLooks(id), { SUBMIT: 1, DOWNLOAD: 1, VIEW_CODE: 1 });
  });
});
