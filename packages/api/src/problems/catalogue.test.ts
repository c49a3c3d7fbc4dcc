import assert from 'node:assert/strict';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { description } from '../testing/fake-worker.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { join, kit, newAdmin, newUser, openEvent, publishReady, submitTo } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const listQuery = `query ($search: String, $keyword: String, $first: Int, $offset: Int) {
  problems(search: $search, keyword: $keyword, first: $first, offset: $offset) { totalCount rows { name } }
}`;
const keywordsMutation = `mutation ($input: SetProblemKeywordsInput!) {
  setProblemKeywords(input: $input) { problem { name keywords { kind name } } refusal { reason field message } }
}`;
const problemQuery = `query ($name: String!) {
  problem(name: $name) { name title keywords { name } events { slug } versions { id number note publishedBy { username } source { kind } readme kitFiles { path } } }
}`;
const changesQuery = `query ($id: ID!) {
  problemVersion(id: $id) {
    note publishedBy { isAdmin } source { kind }
    changes {
      sinceNumber facts { what before after }
      kitFiles { added removed changed addedCount } dataFiles { added removed changed }
    }
  }
}`;

describe('the catalogue of problems', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let user: GraphqlClient;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    user = await newUser(test);
  });
  after(() => test.close());

  const names = async (client: GraphqlClient, variables: object = {}): Promise<string[]> =>
    (await client.data(listQuery, { ...variables })).problems.rows.map(({ name }: Data) => name);
  const setKeywords = async (problemName: string, ...keywords: [kind: string, name: string][]) => {
    const input = { problemName, keywords: keywords.map(([kind, name]) => ({ kind, name })) };
    return (await admin.data(keywordsMutation, { input })).setProblemKeywords;
  };

  it('shows everybody the problems of events they see, and site admins all', async () => {
    const used = await publishReady(admin, { name: 'used' });
    await publishReady(admin, { name: 'spare' });
    const slug = await openEvent(test, admin, { problemVersionId: used });
    assert.deepEqual(await names(admin), ['spare', 'used']);
    for (const client of [user, test.client()]) {
      assert.deepEqual(await names(client), ['used']);
      assert.equal((await client.data(problemQuery, { name: 'spare' })).problem, null);
      const { problem } = await client.data(problemQuery, { name: 'used' });
      assert.deepEqual(problem.events, [{ slug }]);
      assert.equal(problem.title, description.title);
    }
    // Newer versions, and how they came here, stay with site admins.
    await publishReady(admin, { name: 'used', files: { ...kit, 'new.txt': 'new' } });
    const { problem } = await user.data(problemQuery, { name: 'used' });
    assert.deepEqual(
      problem.versions.map(({ number, note, publishedBy, source }: Data) => [number, note, publishedBy, source]),
      [[1, null, null, null]],
    );
    assert.deepEqual(
      problem.versions[0].kitFiles.map(({ path }: Data) => path),
      Object.keys(kit).toSorted(),
    );
    assert.equal((await admin.data(problemQuery, { name: 'used' })).problem.versions.length, 2);
  });

  it('is found by the beginnings of words in name, title, keywords and README, the best match first', async () => {
    const readme = (text: string) => ({ ...kit, 'README.md': text });
    await publishReady(admin, { name: 'el_nino', files: readme('# Sea\n\nMonthly temperatures of the Pacific.') });
    await publishReady(admin, { name: 'pacific_birds', files: readme('Songs of birds') });
    await setKeywords('el_nino', ['DATA_DOMAIN', 'Climate  Science'], ['THEME', 'time series']);
    const search = (words: string) => names(admin, { search: words });
    await eventually(async () => (await search('temperatures')).length === 1, 'the README is read');
    assert.deepEqual(await search('temper pacif'), ['el_nino']);
    assert.deepEqual(await search('nino'), ['el_nino']);
    assert.deepEqual(await search('CLIMATE'), ['el_nino']);
    await eventually(async () => (await search('pacific'))[0] === 'pacific_birds', 'a name counts more than a README');
    assert.deepEqual(await search('pacific'), ['pacific_birds', 'el_nino']);
    assert.deepEqual(await search("o'neil & | ! ( :* \\"), []);
    assert.deepEqual(await search('classif nino'), ['el_nino']);
    assert.deepEqual(await names(admin, { keyword: 'climate science' }), ['el_nino']);
    assert.deepEqual(await names(admin, { keyword: 'Time series', search: 'birds' }), []);
    const { problems } = await admin.data(listQuery, { first: 1, offset: 1 });
    assert.deepEqual([problems.totalCount, problems.rows.length], [(await names(admin)).length, 1]);
    assert.equal((await admin.data(listQuery, { first: 5, offset: 100 })).problems.totalCount, problems.totalCount);
  });

  it('has keywords that site admins set, tidied and in the audit log', async () => {
    await publishReady(admin, { name: 'worded' });
    const set = await setKeywords('worded', ['THEME', ' Image   Classification '], ['THEME', 'image classification']);
    assert.deepEqual(set.problem.keywords, [{ kind: 'THEME', name: 'image classification' }]);
    for (const [wrong, reason] of [
      ['', 'INVALID'],
      ['<script>', 'INVALID'],
      ['x'.repeat(61), 'INVALID'],
    ] as const) {
      const { refusal } = await setKeywords('worded', ['THEME', wrong]);
      assert.deepEqual([refusal?.reason, refusal?.field], [reason, 'keywords'], wrong);
    }
    const many = Array.from({ length: 21 }, (_, index): [string, string] => ['THEME', `word ${index}`]);
    assert.equal((await setKeywords('worded', ...many)).refusal.reason, 'TOO_MANY');
    const input = { problemName: 'worded', keywords: [] };
    assert.equal(await user.errorCode(keywordsMutation, { input }), 'FORBIDDEN');
    assert.equal(await test.client().errorCode(keywordsMutation, { input }), 'UNAUTHENTICATED');
    assert.equal(await admin.errorCode(keywordsMutation, { input: { ...input, problemName: 'none' } }), 'NOT_FOUND');
    const { problemKeywords } = await admin.data('{ problemKeywords { kind name problemCount } }');
    assert.ok(problemKeywords.some((one: Data) => one.name === 'image classification' && one.problemCount === 1));
    assert.deepEqual((await user.data('{ problemKeywords { name } }')).problemKeywords, []);
    const acts = await test.app.orm.em.fork().find(AuditEntry, { act: 'setProblemKeywords' });
    assert.ok(acts.some(({ details }) => JSON.stringify(details).includes('image classification')));
  });

  it('says what a version changed, to site admins only', async () => {
    const { script } = test.worker;
    const accept = script.kit;
    const first = await publishReady(admin, { name: 'changing', files: { ...kit, 'old.txt': 'old' } });
    script.kit = () => ({
      kind: 'described',
      description: { ...description, trainRows: 100, scoreTypes: description.scoreTypes.slice(0, 1) },
    });
    const next = await publishReady(admin, {
      name: 'changing',
      files: { ...kit, 'problem.py': '# other', 'new.txt': 'new' },
      data: { 'data/test.csv': 'x' },
      options: { quick: true },
      note: '  Fewer rows  ',
    });
    script.kit = accept;
    const { problemVersion } = await admin.data(changesQuery, { id: next });
    assert.deepEqual(
      [problemVersion.note, problemVersion.publishedBy, problemVersion.source],
      ['Fewer rows', { isAdmin: true }, { kind: 'FOLDER' }],
    );
    const { sinceNumber, kitFiles, dataFiles, facts } = problemVersion.changes;
    assert.equal(sinceNumber, 1);
    assert.deepEqual(kitFiles, { added: ['new.txt'], removed: ['old.txt'], changed: ['problem.py'], addedCount: 1 });
    assert.deepEqual(dataFiles, { added: ['data/test.csv'], removed: [], changed: [] });
    const change = (what: string) => facts.find((fact: Data) => fact.what === what);
    assert.deepEqual(change('training rows'), { what: 'training rows', before: '120', after: '100' });
    assert.equal(change('score error').after, null);
    assert.deepEqual([change('private data').after, change('option quick').after], ['yes', 'yes']);
    assert.equal(change('title'), undefined);
    assert.equal((await admin.data(changesQuery, { id: first })).problemVersion.changes, null);
    // An event shows its version to all, but not this.
    const slug = await openEvent(test, admin, { problemVersionId: next });
    const query =
      'query ($slug: String!) { event(slug: $slug) { problem { note source { kind } changes { sinceNumber } } } }';
    const { event } = await user.data(query, { slug });
    assert.deepEqual(event.problem, { note: null, source: null, changes: null });
  });

  it('asks of the files of submissions what the version says', async () => {
    const databoardJson = '{"elements": {"estimator": {"maxBytes": 40, "type": "text"}, "classifier": {}}}';
    const id = await publishReady(admin, { name: 'strict', files: { ...kit, 'databoard.json': databoardJson } });
    const query = 'query ($id: ID!) { problemVersion(id: $id) { elements { extension type maxBytes } warnings } }';
    const { problemVersion } = await admin.data(query, { id });
    assert.deepEqual(problemVersion.elements, [{ extension: '.py', type: 'TEXT', maxBytes: 40 }]);
    assert.match(problemVersion.warnings[0], /“classifier”/);
    const slug = await openEvent(test, admin, { problemVersionId: id });
    await join(user, slug);
    const code = 'def get_estimator(): return 1\n#';
    const file = (length: number) => [{ path: 'estimator.py', content: code.padEnd(length, 'x') }];
    const refused = await submitTo(user, slug, 'too_long', { files: file(41) });
    assert.deepEqual(
      [refused.refusal.reason, refused.refusal.message],
      ['TOO_LARGE', '“estimator.py” has more than 40 bytes.'],
    );
    const saved = await user.data(
      `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { refusal { reason } } }`,
      { input: { eventSlug: slug, expectedVersion: 0, files: file(41) } },
    );
    assert.equal(saved.saveDraft.refusal.reason, 'TOO_LARGE');
    assert.equal((await submitTo(user, slug, 'short_enough', { files: file(40) })).refusal, null);
    const wide = await publishReady(admin, {
      name: 'generous',
      files: { ...kit, 'databoard.json': '{"elements": {"estimator": {"maxBytes": 3000000}}}' },
    });
    const generous = await openEvent(test, admin, { problemVersionId: wide });
    await join(user, generous);
    assert.equal((await submitTo(user, generous, 'large_one', { files: file(3_000_000) })).refusal, null);
  });
});
