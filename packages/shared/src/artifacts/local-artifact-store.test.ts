import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ArtifactMissing } from './artifact-store.js';
import { getTree, putTree, treePath } from './file-tree.js';
import { LocalArtifactStore } from './local-artifact-store.js';

describe('local artifact store', () => {
  let folder: string;
  let store: LocalArtifactStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'artifacts-'));
    store = new LocalArtifactStore(path.join(folder, 'store'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('names bytes by their SHA-256 and gives them back', async () => {
    const digest = await store.put(Buffer.from('abc'));
    assert.equal(digest, createHash('sha256').update('abc').digest('hex'));
    assert.equal(await store.put(Buffer.from('abc')), digest);
    assert.equal((await store.get(digest)).toString(), 'abc');
  });

  it('says which artifact is missing', async () => {
    const absent = 'a'.repeat(64);
    assert.equal(await store.has(absent), false);
    await assert.rejects(store.get(absent), (error) => error instanceof ArtifactMissing && error.digest === absent);
  });

  it('does not hand out bytes that were changed behind its back', async () => {
    const digest = await store.put(Buffer.from('abc'));
    await writeFile(path.join(folder, 'store', digest.slice(0, 2), digest), 'abd');
    await assert.rejects(store.get(digest), /damaged/);
  });

  it('adopts a file only under its own digest', async () => {
    const file = path.join(folder, 'upload');
    await writeFile(file, 'abc');
    await assert.rejects(store.adopt(file, 'b'.repeat(64)), /Expected content/);
    const digest = createHash('sha256').update('abc').digest('hex');
    await store.adopt(file, digest);
    assert.equal((await store.get(digest)).toString(), 'abc');
  });

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
