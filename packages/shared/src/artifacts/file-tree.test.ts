import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getTree, putTree, treePath } from './file-tree.js';
import { LocalArtifactStore } from './local-artifact-store.js';

describe('a tree in an artifact store', () => {
  let folder: string;
  let store: LocalArtifactStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'artifacts-'));
    store = new LocalArtifactStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives equal folders equal digests, whatever the order of their files', async () => {
    const file = async (name: string) => ({
      path: name,
      digest: await store.put(Buffer.from(name)),
      bytes: name.length,
    });
    const [a, b] = [await file('a.py'), await file('data/b.csv')];
    const tree = await putTree(store, [a, b]);
    assert.equal(await putTree(store, [b, a]), tree);
    assert.deepEqual(await getTree(store, tree), [a, b]);
    await assert.rejects(putTree(store, [a, a]), /path twice/);
  });
});

describe('tree path', () => {
  it('stays inside its folder', () => {
    for (const good of ['a.py', 'data/train.csv', '..data', 'a b/ü']) assert.ok(treePath.safeParse(good).success, good);
    for (const bad of ['', '/etc/passwd', '../a', 'a/../b', 'a//b', './a', 'a\\b', 'a\0b', 'a/'])
      assert.ok(!treePath.safeParse(bad).success, bad);
  });
});
