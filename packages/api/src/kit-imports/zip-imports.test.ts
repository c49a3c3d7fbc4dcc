import assert from 'node:assert/strict';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { sweep } from '../sweep.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { askImport, importAndWait, uploadBytes, zipOf } from '../testing/import-scene.js';
import { newAdmin, newUser, upload } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { KitImport } from './kit-import.entity.js';

const kit = { 'problem.py': '# a problem', 'data/train.csv': 'a\n', 'submissions/starting_kit/estimator.py': 'x' };
const below = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));

describe('kits from a zip', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    test = await startTestApp({ sweepSeconds: 3600 });
    admin = await newAdmin(test);
  });
  after(() => test.close());

  const importZip = async (zip: Buffer, more: Record<string, unknown> = {}): Promise<Data> =>
    importAndWait(admin, { name: 'zipped', kit: { zipDigest: await uploadBytes(admin, zip) }, ...more });
  const paths = ({ problemVersion }: Data) => problemVersion.kitFiles.map(({ path }: Data) => path).toSorted();

  it('become a problem version, with private data from another zip', async () => {
    const data = await zipOf({ 'data/test.csv': 'secret' });
    const note = 'From a zip';
    const done = await importZip(await zipOf(kit), { data: { zipDigest: await uploadBytes(admin, data) }, note });
    assert.equal(done.state, 'DONE', done.message);
    assert.deepEqual(paths(done), Object.keys(kit).toSorted());
    const { number, hasPrivateData, source, note: kept } = done.problemVersion;
    assert.deepEqual([number, hasPrivateData, source.kind, kept, done.from], [1, true, 'ZIP', note, 'a zip']);
    const acts = await test.app.orm.em.fork().find(AuditEntry, { act: { $in: ['importKit', 'publishKit'] } });
    assert.deepEqual(acts.map(({ act }) => act).toSorted(), ['importKit', 'publishKit']);
    const list = await admin.data('{ kitImports { totalCount rows { state problemName } } }');
    assert.deepEqual(list.kitImports, { totalCount: 1, rows: [{ state: 'DONE', problemName: 'zipped' }] });
  });

  it('lose the folder around them and what tools leave behind, but not a folder of data', async () => {
    const rubbish = { '__MACOSX/iris/._problem.py': 'x', 'iris/.git/config': 'x', 'iris/__pycache__/a.pyc': 'x' };
    const done = await importZip(await zipOf({ ...below('iris', kit), ...rubbish, 'iris/.DS_Store': 'x' }));
    assert.deepEqual(paths(done), Object.keys(kit).toSorted());
    const kitFiles = await upload(admin, kit);
    const data = await uploadBytes(admin, await zipOf({ 'data/a.csv': 'a', 'data/b.csv': 'b' }));
    const mixed = await importAndWait(admin, { name: 'mixed', kit: { files: kitFiles }, data: { zipDigest: data } });
    const query = 'query ($id: ID!) { problemVersion(id: $id) { changes { dataFiles { added } } } }';
    assert.equal(mixed.state, 'DONE');
    const next = await importAndWait(admin, { name: 'mixed', kit: { files: kitFiles } });
    const { changes } = (await admin.data(query, { id: next.problemVersion.id })).problemVersion;
    assert.deepEqual(changes.dataFiles, { added: [] });
    const again = await importAndWait(admin, { name: 'mixed', kit: { files: kitFiles }, data: { zipDigest: data } });
    assert.deepEqual(
      (await admin.data(query, { id: again.problemVersion.id })).problemVersion.changes.dataFiles.added,
      ['data/a.csv', 'data/b.csv'],
    );
  });

  it('cannot write outside, hide a name, or be what they are not', async () => {
    const place = 'AAAAAAAAAAAA';
    const named = (name: string) =>
      zipOf({ ...kit, [place.slice(0, name.length)]: 'x' }, { renamed: { [place.slice(0, name.length)]: name } });
    const cases: [zip: Buffer, message: RegExp][] = [
      [await named('../../x.py'), /invalid relative path/],
      [await named('/etc/passwd'), /absolute path/],
      [await named('C:/x.py'), /absolute path/],
      [await named('a/../../b'), /invalid relative path/],
      [await named('a\\..\\..\\b'), /invalid relative path|not a plain path/],
      [await named('a//b'), /not a plain path/],
      [await named('./a'), /not a plain path/],
      [await named('data/con.csv'), /name of a device/],
      [await named('AUX'), /name of a device/],
      [await named('a\nb'), /control characters/],
      [await named('Problem.PY'), /have the same name/],
      [await named('data'), /have the same name|a file and a folder/],
      [await zipOf({ ...kit, 'Data/x.csv': 'x' }), /differ by case only/],
      [await zipOf({ ...kit, a: '/etc/passwd' }, { modes: { a: 0o120777 } }), /symbolic link/],
      [await zipOf({ ...kit, a: '' }, { modes: { a: 0o020666 } }), /neither a file nor a folder/],
      [await zipOf({ ...kit, a: '' }, { modes: { a: 0o010666 } }), /neither a file nor a folder/],
      [Buffer.from('PK no zip at all'), /cannot be read/],
      [(await zipOf(kit)).subarray(0, 200), /cannot be read/],
      [await zipOf({ 'README.md': 'no kit' }), /problem\.py/],
    ];
    for (const [zip, message] of cases) {
      const { state, message: said, problemVersion } = await importZip(zip, { name: 'hostile' });
      assert.deepEqual([state, problemVersion], ['FAILED', null], said);
      assert.match(said, message);
    }
    assert.equal((await admin.data('{ problem(name: "hostile") { name } }')).problem, null);
  });

  it('are refused by what they say they unpack to, and when they unpack to something else', async () => {
    const bomb = await zipOf({ ...kit, 'data/zeros.csv': Buffer.alloc(60_000_000) });
    assert.ok(bomb.length < 100_000);
    assert.match((await importZip(bomb)).message, /200 times its size/);
    // The directory says 5 bytes where 5,000 come out.
    const long = await zipOf({ ...kit, 'data/long.csv': 'x'.repeat(5000) });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(5000);
    const lie = Buffer.alloc(4);
    lie.writeUInt32LE(5);
    const lying = Buffer.from(
      long.toString('latin1').replaceAll(size.toString('latin1'), lie.toString('latin1')),
      'latin1',
    );
    assert.notDeepEqual(lying, long);
    assert.match((await importZip(lying)).message, /cannot be read/);
    const damaged = Buffer.from(await zipOf({ 'problem.py': '# a problem' }));
    damaged.fill(255, 45, 50);
    assert.match((await importZip(damaged)).message, /damaged|cannot be read/);
  });

  it('say no at once where a source is missing, double or unknown, and to everybody but site admins', async () => {
    const zipDigest = await uploadBytes(admin, await zipOf(kit));
    const input = { name: 'asked', kit: { zipDigest } };
    const cases: [changed: Record<string, unknown>, reason: string, field: string][] = [
      [{ name: 'No Name' }, 'INVALID', 'name'],
      [{ kit: {} }, 'INVALID', 'kit'],
      [{ kit: { zipDigest, git: { url: 'https://example.org/kit.git' } } }, 'INVALID', 'kit'],
      [{ kit: { zipDigest: '0'.repeat(64) } }, 'MISSING_FILE', 'kit'],
      [{ data: { zipDigest: '0'.repeat(64) } }, 'MISSING_FILE', 'data'],
      [{ kit: { files: [{ path: '../a', digest: zipDigest, bytes: 1 }] } }, 'INVALID', 'kit'],
    ];
    for (const [changed, reason, field] of cases) {
      const { refusal } = await askImport(admin, { ...input, ...changed });
      assert.deepEqual([refusal?.reason, refusal?.field], [reason, field], JSON.stringify(changed));
    }
    const mutation = 'mutation ($input: ImportKitInput!) { importKit(input: $input) { kitImport { id } } }';
    const id = (await askImport(admin, input)).kitImport.id;
    for (const [client, code] of [
      [await newUser(test), 'FORBIDDEN'],
      [test.client(), 'UNAUTHENTICATED'],
    ] as const) {
      assert.equal(await client.errorCode(mutation, { input }), code);
      assert.equal(await client.errorCode('query ($id: ID!) { kitImport(id: $id) { state } }', { id }), code);
      assert.equal(await client.errorCode('{ kitImports { totalCount } }'), code);
    }
    assert.equal((await admin.data('{ kitImport(id: "nonsense") { state } }')).kitImport, null);
  });

  it('are taken over where a process has fallen silent, and given up after some tries', async () => {
    const em = test.app.orm.em.fork();
    const zipDigest = await uploadBytes(admin, await zipOf(kit));
    const row = async (attempt: number) => {
      const id = crypto.randomUUID();
      const { id: requestedBy } = (await admin.data('{ viewer { id } }')).viewer;
      const now = test.clock.now();
      const kitSource = { kind: 'ZIP' as const, digest: zipDigest };
      const wishes = { note: null, options: null };
      const rest = { requestedBy, createdAt: now, changedAt: now, dataSource: null };
      await em.insert(KitImport, { id, problemName: 'lost', kitSource, wishes, state: 'RUNNING', attempt, ...rest });
      return id;
    };
    const [lost, hopeless] = [await row(1), await row(3)];
    const sweepNow = () => sweep({ ...test.app.services, em: test.app.orm.em });
    await sweepNow();
    const stateOf = async (id: string) => (await test.app.orm.em.fork().findOneOrFail(KitImport, { id })).state;
    assert.deepEqual([await stateOf(lost), await stateOf(hopeless)], ['RUNNING', 'RUNNING']);
    test.clock.advance(61);
    await sweepNow();
    await test.app.services.kitImports.idle();
    assert.deepEqual([await stateOf(lost), await stateOf(hopeless)], ['DONE', 'FAILED']);
  });
});
