import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startS3Server } from '../testing/s3-server.js';
import { ArtifactMissing, type ArtifactStore, WrongContent } from './artifact-store.js';
import { LocalArtifactStore } from './local-artifact-store.js';
import { RememberingArtifactStore } from './remembering-artifact-store.js';
import { S3ArtifactStore } from './s3-artifact-store.js';

interface Opened {
  store: ArtifactStore;
  /** Where the bytes end up, as a folder. */
  folder: string;
  close(): Promise<void>;
}

const places: Record<string, () => Promise<Opened>> = {
  'a folder': async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'artifacts-'));
    return { store: new LocalArtifactStore(folder), folder, close: () => rm(folder, { recursive: true }) };
  },
  'an S3 server': async () => {
    const server = await startS3Server();
    return { ...server, store: new S3ArtifactStore(server.place) };
  },
};
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const absent = 'a'.repeat(64);

for (const [name, open] of Object.entries(places)) {
  describe(`artifacts in ${name}`, () => {
    let opened: Opened;
    let store: ArtifactStore;
    let scratch: string;
    before(async () => {
      opened = await open();
      ({ store } = opened);
      scratch = await mkdtemp(path.join(tmpdir(), 'artifacts-test-'));
    });
    after(async () => {
      await opened.close();
      await rm(scratch, { recursive: true });
    });

    /** Replaces the stored bytes of an artifact behind the store's back. */
    const damage = async (digest: string) => {
      const files = await readdir(opened.folder, { recursive: true });
      const stored = files.find(
        (file) => path.basename(file).startsWith(digest) && !file.endsWith('.json') && !file.endsWith('md5'),
      );
      assert.ok(stored, `no file of ${digest} among ${files}`);
      await writeFile(path.join(opened.folder, stored), 'other');
    };

    it('are named by their SHA-256 and come back, however often they are put', async () => {
      for (const bytes of [Buffer.from('abc'), Buffer.alloc(0), randomBytes(300_000)]) {
        const digest = await store.put(bytes);
        assert.equal(digest, sha256(bytes));
        assert.equal(await store.put(bytes), digest);
        assert.deepEqual(await store.get(digest), bytes);
        assert.equal(await store.has(digest), true);
      }
    });

    it('can be removed, and are put again afterwards', async () => {
      const bytes = randomBytes(1000);
      const digest = await store.put(bytes);
      await store.remove(digest);
      assert.equal(await store.has(digest), false);
      await assert.rejects(store.get(digest), ArtifactMissing);
      await store.remove(digest);
      assert.equal(await store.put(bytes), digest);
      assert.deepEqual(await store.get(digest), bytes);
    });

    it('can be put by several at once', async () => {
      const bytes = randomBytes(1000);
      const digests = await Promise.all([1, 2, 3, 4].map(() => store.put(bytes)));
      assert.deepEqual(digests, Array(4).fill(sha256(bytes)));
      assert.deepEqual(await store.get(sha256(bytes)), bytes);
    });

    it('say which one is missing', async () => {
      assert.equal(await store.has(absent), false);
      const isMissing = (error: unknown) => error instanceof ArtifactMissing && error.digest === absent;
      await assert.rejects(store.get(absent), isMissing);
      await assert.rejects(store.stream(absent), isMissing);
      await assert.rejects(store.copyTo(absent, path.join(scratch, 'absent')), isMissing);
      await assert.rejects(access(path.join(scratch, 'absent')));
    });

    it('are written to a file piece by piece', async () => {
      const bytes = randomBytes(3_000_000);
      const file = path.join(scratch, 'copy');
      await store.copyTo(await store.put(bytes), file);
      assert.deepEqual(await readFile(file), bytes);
    });

    it('are read piece by piece, and an error ends the stream of a damaged one', async () => {
      for (const bytes of [randomBytes(3_000_000), Buffer.alloc(0)]) {
        const stream = await store.stream(await store.put(bytes));
        assert.deepEqual(Buffer.concat(await stream.toArray()), bytes);
      }
      const digest = await store.put(randomBytes(50));
      await damage(digest);
      await assert.rejects((await store.stream(digest)).toArray(), /damaged/);
    });

    it('are not handed out when they were changed behind the store’s back', async () => {
      const digest = await store.put(randomBytes(100));
      await damage(digest);
      await assert.rejects(store.get(digest), /damaged/);
      await assert.rejects(store.copyTo(digest, path.join(scratch, 'damaged')), /damaged/);
      await assert.rejects(access(path.join(scratch, 'damaged')));
    });

    it('are adopted from a file, only under their own digest, and the file is gone', async () => {
      const file = path.join(scratch, 'upload');
      const bytes = randomBytes(6_000_000);
      await writeFile(file, bytes);
      await assert.rejects(store.adopt(file, absent), (error) => error instanceof WrongContent);
      await store.adopt(file, sha256(bytes));
      await assert.rejects(access(file));
      assert.deepEqual(await store.get(sha256(bytes)), bytes);
      await writeFile(file, bytes);
      await store.adopt(file, sha256(bytes));
      await assert.rejects(access(file));
    });
  });
}

describe('an artifact folder', () => {
  it('gets rid of what a killed process was about to store, and of nothing else', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'artifacts-'));
    const store = new LocalArtifactStore(folder);
    const digest = await store.put(Buffer.from('abc'));
    const yesterday = new Date(Date.now() - 100_000_000);
    for (const name of ['old', 'new']) await writeFile(path.join(folder, 'tmp', name), '');
    await utimes(path.join(folder, 'tmp', 'old'), yesterday, yesterday);
    await store.removeAbandoned();
    assert.deepEqual(await readdir(path.join(folder, 'tmp')), ['new']);
    assert.equal(await store.has(digest), true);
    await rm(folder, { recursive: true });
  });
});

describe('an S3 server that cannot be used', () => {
  it('is an error, never a missing artifact', async () => {
    const server = await startS3Server();
    const wrongKey = { accessKeyId: 'S3RVER', secretAccessKey: 'wrong' };
    const refused = new S3ArtifactStore({ ...server.place, credentials: wrongKey });
    const gone = new S3ArtifactStore({ ...server.place, endpoint: 'http://127.0.0.1:9' });
    for (const store of [refused, gone]) {
      await assert.rejects(store.has(absent));
      await assert.rejects(store.get(absent), (error) => !(error instanceof ArtifactMissing));
      await assert.rejects(store.put(Buffer.from('a')));
    }
    await server.close();
  });
});

describe('an S3 server that hiccups', () => {
  it('gets a file again from its beginning', async () => {
    const server = await startS3Server();
    let puts = 0;
    const { hostname, port } = new URL(server.place.endpoint ?? '');
    // Breaks the first upload off in its middle, and passes everything else on.
    const proxy = createServer((request, response) => {
      const isFirstPut = request.method === 'PUT' && ++puts === 1;
      if (isFirstPut) return void request.once('data', () => request.destroy());
      const onwards = httpRequest({
        hostname,
        port,
        method: request.method,
        path: request.url,
        headers: request.headers,
      });
      onwards.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onwards);
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const { port: proxyPort } = proxy.address() as AddressInfo;
    const store = new S3ArtifactStore({ ...server.place, endpoint: `http://127.0.0.1:${proxyPort}` });
    const folder = await mkdtemp(path.join(tmpdir(), 'artifacts-'));
    const bytes = randomBytes(2_000_000);
    await writeFile(path.join(folder, 'file'), bytes);
    await store.adopt(path.join(folder, 'file'), sha256(bytes));
    assert.equal(puts, 2);
    assert.deepEqual(await store.get(sha256(bytes)), bytes);
    proxy.closeAllConnections();
    proxy.close();
    await server.close();
    await rm(folder, { recursive: true });
  });
});

describe('a store that remembers', () => {
  it('asks once for what it lately wrote or read, within its size', async () => {
    const asked: string[] = [];
    const contents = new Map<string, Buffer>();
    const inner = {
      put: async (bytes: Uint8Array) => {
        contents.set(sha256(Buffer.from(bytes)), Buffer.from(bytes));
        return sha256(Buffer.from(bytes));
      },
      get: async (digest: string) => {
        asked.push(digest);
        return contents.get(digest) ?? assert.fail();
      },
    } as ArtifactStore;
    const store = new RememberingArtifactStore(inner, 100);
    const [first = '', ...others] = await Promise.all(
      [...'abcde'].map((each) => store.put(Buffer.from(each.repeat(20)))),
    );
    assert.equal((await store.get(first)).toString(), 'a'.repeat(20));
    await store.put(Buffer.from('f'.repeat(20)));
    await store.get(first);
    assert.deepEqual(asked, [], 'the one used last stays');
    await store.get(others[0] ?? '');
    assert.deepEqual(asked, [others[0]], 'the one used longest ago went');
    const large = await store.put(Buffer.from('x'.repeat(60)));
    await store.get(large);
    assert.deepEqual(asked, [others[0], large], 'a large one is not kept');
  });
});
