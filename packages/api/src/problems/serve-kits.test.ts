import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@databoard/shared/artifacts/sha256';
import { fromBuffer, type ZipFile } from 'yauzl';
import { Interaction } from '../interactions/interaction.entity.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { newAdmin, newUser, openEvent, publishReady } from '../testing/scenario.js';
import { eventually, startTestApp, type TestApp } from '../testing/test-app.js';

const files: Record<string, string> = {
  'problem.py': '# a problem',
  'README.md': '# Iris\n\n![a flower](images/flower.svg)\n',
  'databoard.json': '{"expose": []}',
  'data/train.csv': 'a,b\n1,2\n',
  'images/flower.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'images/page.html': '<script>alert(1)</script>',
  'iris_starting_kit.ipynb': '{}',
  'submissions/starting_kit/estimator.py': 'def get_estimator(): ...\n',
};
const data = { 'data/test.csv': 'the,secret\n3,4\n' };

/** The files of a zip, by path. */
async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const found: Record<string, string> = {};
  for await (const entry of entriesOf(zip)) {
    found[entry.fileName] = await new Promise<string>((resolve, reject) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        stream.toArray().then((chunks) => resolve(Buffer.concat(chunks).toString('utf8')), reject);
      }),
    );
  }
  return found;
}

async function* entriesOf(zip: ZipFile) {
  for (let left = zip.entryCount; left > 0; left--) {
    yield await new Promise<Parameters<ZipFile['openReadStream']>[0]>((resolve) => {
      zip.once('entry', resolve);
      zip.readEntry();
    });
  }
}

describe('kits for download', () => {
  let test: TestApp;
  let admin: GraphqlClient;
  let versionId: string;
  let slug: string;
  before(async () => {
    test = await startTestApp();
    admin = await newAdmin(test);
    versionId = await publishReady(admin, { name: 'iris', files, data });
    slug = await openEvent(test, admin, { problemVersionId: versionId });
  });
  after(() => test.close());

  const get = (address: string, client: GraphqlClient | null = null, more: RequestInit = {}) =>
    fetch(`${test.address}${address}`, {
      ...more,
      headers: { ...(client?.cookie ? { cookie: client.cookie } : {}), ...(more.headers as Record<string, string>) },
    });

  it('hold every file of the public part and nothing of the private data', async () => {
    const response = await get(`/kits/${slug}.zip`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/zip');
    assert.equal(response.headers.get('content-disposition'), 'attachment; filename="iris.zip"');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    const bytes = Buffer.from(await response.arrayBuffer());
    const expected = Object.fromEntries(Object.entries(files).map(([file, content]) => [`iris/${file}`, content]));
    assert.deepEqual(await unzip(bytes), expected);
    assert.equal(bytes.includes('secret'), false);
  });

  it('are there before the event opens, for anybody who sees it', async () => {
    const upcoming = await openEvent(test, admin, {
      problemVersionId: versionId,
      opensAt: new Date(test.clock.now().getTime() + 86_400_000).toISOString(),
    });
    assert.equal((await get(`/kits/${upcoming}.zip`)).status, 200);
  });

  it('by their version are for those who see an event on it; others are for site admins', async () => {
    const unused = await publishReady(admin, { name: 'unused', files });
    const user = await newUser(test);
    for (const [client, status] of [
      [null, 404],
      [user, 404],
      [admin, 200],
    ] as const) {
      assert.equal((await get(`/kits/${unused}.zip`, client)).status, status);
      assert.equal((await get(`/kits/${unused}/files/images/flower.svg`, client)).status, status);
    }
    assert.equal((await get(`/kits/${versionId}.zip`)).status, 200);
    // A later version of the same problem is not the event's.
    const later = await publishReady(admin, { name: 'iris', files: { ...files, 'x.txt': 'x' }, data });
    assert.equal((await get(`/kits/${later}.zip`, user)).status, 404);
    for (const nothing of ['nothing', crypto.randomUUID(), '..%2f..%2fetc', '%00', "'"]) {
      assert.equal((await get(`/kits/${nothing}.zip`, admin)).status, 404, nothing);
    }
  });

  it('of hidden events are for those who know of the event', async () => {
    const hidden = await publishReady(admin, { name: 'hidden', files });
    const hiddenSlug = await openEvent(test, admin, { problemVersionId: hidden, visibility: 'HIDDEN' });
    const user = await newUser(test);
    for (const name of [hidden, hiddenSlug]) {
      for (const client of [null, user]) assert.equal((await get(`/kits/${name}.zip`, client)).status, 404);
      assert.equal((await get(`/kits/${name}.zip`, admin)).status, 200);
    }
    const query = '{ problem(name: "hidden") { name } problems(search: "hidden") { totalCount } }';
    assert.deepEqual(await user.data(query), { problem: null, problems: { totalCount: 0 } });
  });

  it('are not sent again to who has them, and are counted when they are sent', async () => {
    const user = await newUser(test);
    const { event } = await admin.data('query ($slug: String!) { event(slug: $slug) { id } }', { slug });
    const count = () =>
      test.app.orm.em.fork().count(Interaction, { kind: 'DOWNLOAD_KIT', user: { $ne: null }, event: event.id });
    const etag = (await get(`/kits/${slug}.zip`, user)).headers.get('etag');
    assert.match(etag ?? '', /^"[0-9a-f]{64}"$/);
    await eventually(async () => (await count()) === 1, 'the download is counted');
    const again = await get(`/kits/${slug}.zip`, user, { headers: { 'if-none-match': `W/${etag}` } });
    assert.equal(again.status, 304);
    assert.equal((await get(`/kits/${slug}.zip`, user, { method: 'HEAD' })).status, 200);
    assert.equal(await count(), 1);
  });

  it('show pictures only, as pictures, with nothing that could run', async () => {
    const response = await get(`/kits/${slug}/files/images/flower.svg`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'image/svg+xml');
    assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none';.*sandbox$/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(await response.text(), files['images/flower.svg']);
    for (const file of [
      'images/page.html',
      'problem.py',
      'data/train.csv',
      'data/test.csv',
      'images/none.png',
      '',
      '../x.png',
    ]) {
      assert.equal((await get(`/kits/${slug}/files/${encodeURI(file)}`)).status, 404, file);
    }
    assert.equal((await get(`/kits/${slug}/files/..%2f..%2fimages%2fflower.svg`)).status, 404);
  });

  it('end with an error, not with half a zip, when the store has lost a file', async () => {
    const kitFiles = { ...files, 'data/lost.csv': `lost ${crypto.randomUUID()}` };
    const lossy = await publishReady(admin, { name: 'lossy', files: kitFiles });
    const { artifacts } = test.config;
    assert.equal(artifacts.kind, 'folder');
    const tree = await admin.data('query ($id: ID!) { problemVersion(id: $id) { kitFiles { path bytes } } }', {
      id: lossy,
    });
    assert.ok(tree.problemVersion.kitFiles.some((file: { path: string }) => file.path === 'data/lost.csv'));
    const digest = sha256(Buffer.from(kitFiles['data/lost.csv']));
    if (artifacts.kind === 'folder') await rm(path.join(artifacts.folder, digest.slice(0, 2), digest));
    const response = await get(`/kits/${lossy}.zip`, admin)
      .then((found) => found.arrayBuffer())
      .then(
        () => 'whole',
        () => 'cut',
      );
    assert.equal(response, 'cut');
    assert.ok(test.logged.some(({ msg }) => msg === 'a kit could not be packed'));
  });
});
