import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { description } from '../testing/fake-worker.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { kit, newAdmin, newUser, publishReady, upload } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const chunkMutation = `mutation ($input: UploadArtifactChunkInput!) {
  uploadArtifactChunk(input: $input) { receivedBytes isComplete refusal { reason field } }
}`;
const publishMutation = `mutation ($input: PublishKitInput!) {
  publishKit(input: $input) { problemVersion { id number state title elements { name } foldCount } refusal { reason field message } }
}`;
const versionQuery = `query ($id: ID!) {
  problemVersion(id: $id) {
    state title workflow foldCount trainRows testRows hasPrivateData problemName
    elements { fileName } scoreTypes { name } refusalMessage refusalFile refusalLine
  }
}`;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('problems', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
  });
  after(() => test.close());

  const send = async (bytes: Buffer, offset: number, end: number, changed: Record<string, unknown> = {}) => {
    const contentBase64 = bytes.subarray(offset, end).toString('base64');
    const input = { digest: sha256(bytes), offset, totalBytes: bytes.length, contentBase64, ...changed };
    return (await admin.data(chunkMutation, { input })).uploadArtifactChunk;
  };

  it('are for site admins only, in every query and mutation', async () => {
    const input = { name: 'iris', kitFiles: [] };
    const chunk = { digest: '0'.repeat(64), offset: 0, totalBytes: 1, contentBase64: 'AA==' };
    const user = await newUser(test);
    for (const [client, code] of [
      [test.client(), 'UNAUTHENTICATED'],
      [user, 'FORBIDDEN'],
    ] as const) {
      assert.equal(await client.errorCode(versionQuery, { id: crypto.randomUUID() }), code);
      assert.equal(await client.errorCode('{ missingArtifacts(digests: []) }'), code);
      assert.equal(await client.errorCode(publishMutation, { input }), code);
      assert.equal(await client.errorCode(chunkMutation, { input: chunk }), code);
    }
  });

  it('artifacts come in chunks, in order, and are taken only if they are what they claim', async () => {
    const bytes = randomBytes(1000);
    assert.deepEqual(await send(bytes, 0, 400), { receivedBytes: 400, isComplete: false, refusal: null });
    const early = await send(bytes, 600, 1000);
    assert.deepEqual(early, { receivedBytes: 400, isComplete: false, refusal: { reason: 'STALE', field: 'offset' } });
    assert.deepEqual(await send(bytes, 400, 1000), { receivedBytes: 1000, isComplete: true, refusal: null });
    assert.deepEqual(await send(bytes, 0, 400), { receivedBytes: 1000, isComplete: true, refusal: null });
    const other = randomBytes(10);
    assert.equal((await send(other, 0, 10, { digest: sha256(bytes.subarray(1)) })).refusal.field, 'digest');
    const query = 'query ($digests: [String!]!) { missingArtifacts(digests: $digests) }';
    const { missingArtifacts } = await admin.data(query, { digests: [sha256(bytes), sha256(other), sha256(other)] });
    assert.deepEqual(missingArtifacts, [sha256(other)]);
    assert.equal(await admin.errorCode(query, { digests: ['../../etc/passwd'] }), 'INVALID');
  });

  it('chunks that cannot be are refused', async () => {
    const bytes = randomBytes(10);
    const cases: [changed: Record<string, unknown>, field: string][] = [
      [{ contentBase64: '***' }, 'contentBase64'],
      [{ contentBase64: '' }, 'contentBase64'],
      [{ totalBytes: 5 }, 'contentBase64'],
      [{ totalBytes: 10.5 }, 'offset'],
      [{ totalBytes: 1e12 }, 'totalBytes'],
    ];
    for (const [changed, field] of cases) {
      assert.equal((await send(bytes, 0, 10, changed)).refusal?.field, field, JSON.stringify(changed));
    }
    assert.equal(
      await admin.errorCode(chunkMutation, { input: { digest: 'x', offset: 0, totalBytes: 1, contentBase64: 'AA==' } }),
      'INVALID',
    );
  });

  it('a kit is checked by a worker and then described', async () => {
    const id = await publishReady(admin, { name: 'iris' });
    const { problemVersion } = await admin.data(versionQuery, { id });
    assert.equal(problemVersion.state, 'READY');
    assert.equal(problemVersion.problemName, 'iris');
    assert.equal(problemVersion.foldCount, description.folds.length);
    assert.equal(problemVersion.hasPrivateData, false);
    const { problems } = await admin.data('{ problems { rows { name title versions { id number } } } }');
    assert.deepEqual(problems.rows, [{ name: 'iris', title: description.title, versions: [{ id, number: 1 }] }]);
  });

  it('options come from the kit and the publisher, and other options make another version', async () => {
    const query =
      'query ($id: ID!) { problemVersion(id: $id) { number options { quick expose rampwf } elements { extension } } }';
    const files = { 'problem.py': 'pass', 'databoard.json': '{"quick": true, "expose": ["data/images"]}' };
    const first = await publishReady(admin, { name: 'options', files });
    const { problemVersion } = await admin.data(query, { id: first });
    assert.deepEqual(problemVersion.options, { quick: true, expose: ['data/images'], rampwf: 'databoard' });
    assert.equal(problemVersion.elements[0].extension, '.py');
    assert.equal(await publishReady(admin, { name: 'options', files, options: { quick: true } }), first);
    const next = await publishReady(admin, { name: 'options', files, options: { quick: false } });
    const { problemVersion: second } = await admin.data(query, { id: next });
    assert.equal(second.number, 2);
    assert.deepEqual(second.options, { quick: false, expose: ['data/images'], rampwf: 'databoard' });
  });

  it('options that make no sense are refused by name', async () => {
    const publishWith = async (options: object, databoardJson?: string) => {
      const contents = { 'problem.py': 'pass', ...(databoardJson ? { 'databoard.json': databoardJson } : {}) };
      const kitFiles = await upload(admin, contents);
      const { publishKit } = await admin.data(publishMutation, { input: { name: 'wrong-options', kitFiles, options } });
      return publishKit.refusal;
    };
    assert.match((await publishWith({ expose: ['../secret'] })).message, /expose/);
    assert.match((await publishWith({ environment: 'torch' })).message, /environment/);
    assert.match((await publishWith({}, '{"exposed": []}')).message, /databoard\.json.*exposed/);
    assert.equal((await publishWith({ rampwf: 'other' })).field, 'options');
  });

  it('publishing the same again is the same version; other data makes the next', async () => {
    const first = await publishReady(admin, { name: 'twice' });
    assert.equal(await publishReady(admin, { name: 'twice' }), first);
    const next = await publishReady(admin, { name: 'twice', data: { 'data/train.csv': 'secret' } });
    assert.notEqual(next, first);
    assert.equal((await admin.data(versionQuery, { id: next })).problemVersion.hasPrivateData, true);
  });

  it('a kit that its worker refuses says where, answers with empty lists, and can be published again', async () => {
    const { script } = test.worker;
    const accept = script.kit;
    script.kit = () => ({ kind: 'refused', message: 'No problem_title.', fileName: 'problem.py', line: 7 });
    const kitFiles = await upload(admin, { ...kit, 'problem.py': 'broken' });
    const publish = async () =>
      (await admin.data(publishMutation, { input: { name: 'broken', kitFiles } })).publishKit.problemVersion;
    const { id, state, title, elements, foldCount } = await publish();
    assert.deepEqual({ title, elements, foldCount }, { title: '', elements: [], foldCount: 0 });
    // The worker may have looked at it before the answer was read.
    assert.match(state, /^(CHECKING|REFUSED)$/);
    const until = (wanted: string) =>
      eventually(async () => {
        const { problemVersion } = await admin.data(versionQuery, { id });
        return problemVersion.state === wanted ? problemVersion : null;
      }, wanted);
    const refused = await until('REFUSED');
    assert.deepEqual(
      [refused.refusalMessage, refused.refusalFile, refused.refusalLine],
      ['No problem_title.', 'problem.py', 7],
    );
    script.kit = accept;
    assert.equal((await publish()).id, id);
    await until('READY');
  });

  it('a kit that cannot be is refused at once', async () => {
    const kitFiles = await upload(admin, kit);
    const [file] = kitFiles;
    const cases: [changed: Record<string, unknown>, reason: string, field: string][] = [
      [{ name: 'With Space' }, 'INVALID', 'name'],
      [{ name: '../up' }, 'INVALID', 'name'],
      [{ kitFiles: [{ ...file, path: '../problem.py' }] }, 'INVALID', 'kitFiles'],
      [{ kitFiles: [{ ...file, path: '/etc/passwd' }] }, 'INVALID', 'kitFiles'],
      [{ kitFiles: [...kitFiles, file] }, 'INVALID', 'kitFiles'],
      [{ kitFiles: kitFiles.slice(1) }, 'MISSING_FILE', 'kitFiles'],
      [{ kitFiles: [...kitFiles, { path: 'x', digest: '1'.repeat(64), bytes: 1 }] }, 'MISSING_FILE', 'kitFiles'],
      [{ dataFiles: [{ path: 'a//b', digest: file.digest, bytes: 1 }] }, 'INVALID', 'dataFiles'],
    ];
    for (const [changed, reason, field] of cases) {
      const { publishKit } = await admin.data(publishMutation, { input: { name: 'refused', kitFiles, ...changed } });
      assert.deepEqual(
        [publishKit.refusal?.reason, publishKit.refusal?.field],
        [reason, field],
        JSON.stringify(changed).slice(0, 120),
      );
    }
    assert.equal(
      await admin.errorCode(publishMutation, { input: { name: 'refused', kitFiles: [{ ...file, digest: 'zz' }] } }),
      'INVALID',
    );
  });
});
