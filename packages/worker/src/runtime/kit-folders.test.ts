import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Digest } from '@databoard/shared/artifacts/artifact-store';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import { storeFolders } from '../zoo/store-folder.js';
import { KitFolders } from './kit-folders.js';

describe('the cache of kits', () => {
  let folder: string;
  let store: LocalArtifactStore;
  const opened: KitFolders[] = [];
  const kitBytes = 1000;
  // Room for two and a half.
  const bytesMax = 2.5 * kitBytes;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kits-'));
    store = new LocalArtifactStore(path.join(folder, 'artifacts'));
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    await rm(folder, { recursive: true });
  });

  const open = () => {
    const folders = new KitFolders(path.join(folder, 'worker'), store, bytesMax);
    opened.push(folders);
    return folders;
  };
  const newKit = () => storeFolders(store, [], { 'problem.py': randomBytes(kitBytes / 2).toString('hex') });
  const of = (kitDigest: Digest, dataDigest: Digest | null = null) => ({
    kitDigest,
    dataDigest,
    options: defaultProblemOptions,
  });
  const kept = async (kind = 'kit') => (await readdir(path.join(folder, 'worker', kind))).toSorted();
  /** Uses a kit for a moment, so long ago. */
  const useOnce = async (folders: KitFolders, digest: Digest, secondsAgo: number) => {
    const used = await folders.use(of(digest));
    await used.release();
    const then = new Date(Date.now() - secondsAgo * 1000);
    await utimes(used.kit, then, then);
  };

  it('keeps those used last within its size', async () => {
    const folders = open();
    const [a, b, c] = [await newKit(), await newKit(), await newKit()];
    await useOnce(folders, a, 300);
    await useOnce(folders, b, 200);
    assert.deepEqual(await kept(), [a, b].toSorted());
    await useOnce(folders, a, 100);
    await useOnce(folders, c, 0);
    assert.deepEqual(await kept(), [a, c].toSorted(), 'b was used longest ago');
    const used = await folders.use(of(b));
    assert.equal((await readFile(path.join(used.kit, 'problem.py'))).length, kitBytes, 'and comes back when asked for');
    await used.release();
  });

  it('never takes away what is in use, by this process or another one of the machine', async () => {
    const [mine, other] = [open(), open()];
    const [a, b, c, d] = [await newKit(), await newKit(), await newKit(), await newKit()];
    const first = await other.use(of(a));
    const second = await mine.use(of(b));
    const third = await mine.use(of(c));
    assert.deepEqual(await kept(), [a, b, c].toSorted(), 'all are in use, so the size is exceeded');
    const again = await mine.use(of(b));
    await second.release();
    await third.release();
    const fourth = await mine.use(of(d));
    assert.deepEqual(await kept(), [a, b, d].toSorted(), 'c alone was not in use');
    for (const each of [first, again, fourth]) await each.release();
  });

  it('counts private data, and makes a folder once for many that ask at once', async () => {
    const folders = open();
    const [kit, data] = [await newKit(), await storeFolders(store, [], { 'data/train.csv': 'x'.repeat(kitBytes) })];
    const all = await Promise.all(Array.from({ length: 4 }, () => folders.use(of(kit, data))));
    assert.equal(new Set(all.map((used) => used.data)).size, 1);
    for (const used of all) await used.release();
    await useOnce(folders, await newKit(), 0);
    assert.deepEqual([...(await kept()), ...(await kept('data'))].length, 2);
  });

  it('counts Python environments, which others build, and keeps those in use', async () => {
    const folders = open();
    const [used, unused] = ['a'.repeat(64), 'b'.repeat(64)];
    const kit = await folders.use(of(await newKit()));
    await kit.useEnvironment(used);
    for (const digest of [used, unused]) {
      const environment = path.join(folder, 'worker', 'environments', digest);
      await mkdir(path.join(environment, 'lib'), { recursive: true });
      await writeFile(path.join(environment, 'lib', 'module.py'), 'x'.repeat(kitBytes));
      await writeFile(`${environment}.lock`, '');
    }
    await folders.makeRoom();
    assert.deepEqual(await kept('environments'), [used, `${used}.lock`, `${unused}.lock`]);
    await kit.release();
    const longAgo = new Date(Date.now() - 600_000);
    await utimes(path.join(folder, 'worker', 'environments', used), longAgo, longAgo);
    await useOnce(folders, await newKit(), 0);
    assert.deepEqual(await kept('environments'), [`${used}.lock`, `${unused}.lock`]);
  });

  it('does not hand out what the store holds in another shape than its name says', async () => {
    const content = 'x'.repeat(kitBytes);
    const kit = await storeFolders(store, [], { 'problem.py': content });
    const digest = await store.put(Buffer.from(content));
    await writeFile(path.join(folder, 'artifacts', digest.slice(0, 2), digest), 'other');
    await assert.rejects(open().use(of(kit)), /damaged/);
    assert.deepEqual(await kept(), []);
  });

  it('removes what a process that was killed left half-made and marked, and leaves what a living one makes', async () => {
    const worker = path.join(folder, 'worker');
    const [dead, alive] = [randomUUID(), randomUUID()];
    const a = await newKit();
    await useOnce(open(), a, 300);
    for (const instance of [dead, alive]) {
      await mkdir(path.join(worker, 'kit', `.${instance}.${randomUUID()}`));
      await mkdir(path.join(worker, 'uses', instance), { recursive: true });
    }
    await writeFile(path.join(worker, 'uses', dead, `kit-${a}`), '');
    const longAgo = new Date(Date.now() - 600_000);
    await utimes(path.join(worker, 'uses', dead), longAgo, longAgo);
    const folders = open();
    await useOnce(folders, await newKit(), 200);
    const halfMade = (await kept()).filter((name) => name.startsWith('.'));
    assert.deepEqual(
      halfMade.map((name) => name.split('.')[1]),
      [alive],
    );
    await useOnce(folders, await newKit(), 0);
    assert.equal((await kept()).includes(a), false, 'a mark of a dead process protects nothing');
    assert.deepEqual((await readdir(path.join(worker, 'uses'))).includes(dead), false);
  });
});
