import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { type GitServer, startGitServer } from '../testing/git-server.js';
import type { Data, GraphqlClient } from '../testing/graphql-client.js';
import { askImport, importAndWait } from '../testing/import-scene.js';
import { newAdmin } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { fetchGitTree } from './fetch-git-tree.js';
import { gitAddresses } from './git-addresses.js';
import { gitHttp } from './git-http.js';
import { defaultImportLimits } from './import-limits.js';
import { judgePack } from './judge-pack.js';
import { isPublicAddress } from './public-address.js';

const kit = { 'problem.py': '# one', 'README.md': '# Kit', 'submissions/starting_kit/estimator.py': 'x' };
const mebibyte = 1_048_576;

describe('kits from a git server', () => {
  let server: GitServer;
  let test: TestApp;
  let admin: GraphqlClient;
  let commits: { first: string; second: string; tagged: string };
  before(async () => {
    server = await startGitServer();
    const first = await server.commit(kit);
    const second = await server.commit({ 'problem.py': '# two' });
    await server.git('checkout', '-q', '-b', 'side/branch');
    const tagged = await server.commit({ 'kits/inner/problem.py': '# inner' });
    await server.git('tag', '-a', 'v1.0', '-m', 'a release');
    await server.git('checkout', '-q', 'main');
    await server.commit({ 'problem.py': '# three' });
    commits = { first, second, tagged };
    test = await startTestApp({ gitInternalOrigins: [server.origin] });
    admin = await newAdmin(test);
  });
  after(async () => {
    await test.close();
    await server.close();
  });

  const importGit = (git: Record<string, unknown>, name = 'from_git'): Promise<Data> =>
    importAndWait(admin, { name, kit: { git: { url: server.url, ...git } } });
  const paths = ({ problemVersion }: Data) => problemVersion.kitFiles.map((file: Data) => file.path);

  it('come from the default branch, a branch, a tag, a commit, or a folder of these', async () => {
    const head = await importGit({});
    assert.equal(head.state, 'DONE', head.message);
    assert.deepEqual(paths(head), Object.keys(kit).toSorted());
    const commit = await server.git('rev-parse', 'main');
    assert.deepEqual(head.problemVersion.source, { kind: 'GIT', url: server.url, ref: null, subfolder: null, commit });
    assert.equal(head.from, server.url);
    for (const ref of ['side/branch', 'v1.0', 'refs/tags/v1.0', commits.tagged]) {
      const { state, message, problemVersion } = await importGit({ ref }, `git_${ref.replaceAll(/[^a-z]/g, '_')}`);
      assert.equal(state, 'DONE', `${ref}: ${message}`);
      assert.equal(problemVersion.source.commit, commits.tagged, ref);
    }
    // Servers give no commit in between by itself unless they are told to.
    for (const ref of [commits.first, commits.second]) {
      const between = await importGit({ ref }, `git_${ref.slice(0, 8)}`);
      assert.equal(between.problemVersion?.source.commit, ref, between.message);
    }
    const inner = await importGit({ ref: 'v1.0', subfolder: './kits/inner/' }, 'inner');
    assert.deepEqual(paths(inner), ['problem.py']);
  });

  it('say what is wrong with the address, the branch or the folder', async () => {
    const cases: [git: Record<string, unknown>, message: RegExp][] = [
      [{ ref: 'no-such-branch' }, /no “no-such-branch”/],
      [{ ref: '0'.repeat(40) }, /cannot be fetched|incomplete/],
      [{ subfolder: 'kits/none' }, /no folder “kits\/none”/],
      [{ url: `${server.origin}/none.git` }, /no repository/],
      [{ subfolder: 'submissions' }, /problem\.py/],
    ];
    for (const [git, message] of cases) {
      const { state, message: said } = await importGit(git);
      assert.equal(state, 'FAILED');
      assert.match(said, message);
    }
  });

  it('have no links, submodules or pointers to elsewhere', async () => {
    const failing = async (branch: string, message: RegExp) => {
      const { state, message: said } = await importGit({ ref: branch }, 'links');
      assert.deepEqual([state], ['FAILED']);
      assert.match(said, message);
      await server.git('checkout', '-q', '-f', 'main');
      await server.git('clean', '-fdq');
    };
    const blob = await server.git('hash-object', '-w', 'README.md');
    const special = async (branch: string, mode: string, oid: string) => {
      await server.git('checkout', '-q', '-b', branch);
      await server.git('update-index', '--add', '--cacheinfo', `${mode},${oid},special`);
      await server.git('commit', '-q', '-m', 'special');
    };
    await special('links', '120000', blob);
    await failing('links', /“special” is a symbolic link/);
    await special('modules', '160000', commits.first);
    await failing('modules', /“special” is a submodule/);
    await server.git('checkout', '-q', '-b', 'lfs');
    await server.commit({ 'data/big.csv': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n' });
    await failing('lfs', /Git LFS/);
  });

  it('are refused at internal addresses before anything is asked, by every name of these', async () => {
    const strict = await startTestApp();
    try {
      const strictAdmin = await newAdmin(strict);
      const seen = server.requests.length;
      const refused = async (url: string) => {
        const { refusal } = await askImport(strictAdmin, { name: 'internal', kit: { git: { url } } });
        assert.deepEqual([refusal?.reason, refusal?.field], ['INVALID', 'kit'], url);
      };
      for (const host of [
        '127.0.0.1',
        '10.1.2.3',
        '192.168.0.1',
        '172.16.5.4',
        '169.254.169.254',
        '100.64.0.1',
        '0.0.0.0',
      ]) {
        await refused(`https://${host}/kit.git`);
      }
      for (const host of [
        '[::1]',
        '[fe80::1]',
        '[fd00::1]',
        '[::ffff:127.0.0.1]',
        '[::ffff:a9fe:a9fe]',
        '[64:ff9b::7f00:1]',
      ]) {
        await refused(`https://${host}/kit.git`);
      }
      // Other ways to write the same numbers.
      for (const host of ['2130706433', '0x7f.1', '0177.0.0.1', '127.1']) await refused(`https://${host}/kit.git`);
      for (const url of [
        server.url,
        'http://example.org/kit.git',
        'file:///etc',
        'ssh://git@example.org/kit.git',
        'kit',
        'git@example.org:kit.git',
        'https://user:secret@example.org/kit.git',
      ]) {
        await refused(url);
      }
      // A name is only known to be internal once it is looked up, in the background.
      const { port } = new URL(server.url);
      const byName = { name: 'internal', kit: { git: { url: `https://localhost:${port}/kit.git` } } };
      const { state, message } = await importAndWait(strictAdmin, byName);
      assert.deepEqual([state, message], ['FAILED', 'localhost is not at a public address.']);
      assert.equal(server.requests.length, seen);
    } finally {
      await strict.close();
    }
  });

  describe('over HTTP', () => {
    const never = new AbortController().signal;
    const http = (addresses = gitAddresses([server.origin]), bytesMax = mebibyte) =>
      gitHttp({ addresses, bytesMax, signal: never, onBytes: () => undefined });

    it('look names up for the connection itself, so that a second answer cannot be another address', async () => {
      const answers = [{ address: '127.0.0.1', family: 4 }];
      let asked = 0;
      const addresses = gitAddresses([], async () => {
        asked += 1;
        return answers;
      });
      const request = { url: 'https://rebinding.example/kit.git/info/refs', method: 'GET' };
      await assert.rejects(http(addresses).request(request), /rebinding\.example is not at a public address/);
      assert.equal(asked, 1);
      answers.unshift({ address: '93.184.215.14', family: 4 });
      await assert.rejects(http(addresses).request(request), /not at a public address/);
      const unknown = gitAddresses([], () => Promise.reject(new Error('ENOTFOUND')));
      await assert.rejects(http(unknown).request(request), /no host named rebinding\.example/);
    });

    it('follow redirects only to where they may go, and not for ever', async () => {
      let target = '';
      const redirecting = createServer((_request, response) => response.writeHead(302, { location: target }).end());
      redirecting.listen(0, '127.0.0.1');
      await once(redirecting, 'listening');
      const origin = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`;
      try {
        const ask = () => http(gitAddresses([origin])).request({ url: `${origin}/kit.git`, method: 'GET' });
        const seen = server.requests.length;
        for (const [to, message] of [
          [`${server.url}/info/refs`, /https:\/\//],
          ['https://169.254.169.254/latest/meta-data/', /not at a public address/],
          [`https://localhost:${new URL(server.url).port}/`, /not at a public address/],
          ['file:///etc/passwd', /https:\/\//],
          [`${origin}/again`, /too often/],
        ] as const) {
          target = to;
          await assert.rejects(ask(), message, to);
        }
        assert.equal(server.requests.length, seen);
      } finally {
        redirecting.close();
      }
    });
  });

  it('are no larger than the limits, packed and unpacked', async () => {
    await server.git('checkout', '-q', '-b', 'large');
    await server.commit({
      'data/zeros.csv': '0'.repeat(3 * mebibyte),
      'data/random.csv': crypto.randomUUID().repeat(2000),
    });
    await server.git('checkout', '-q', 'main');
    const scratch = await mkdtemp(path.join(tmpdir(), 'git-import-'));
    try {
      const fetchWith = async (changed: object, signal = new AbortController().signal) => {
        const folder = await mkdtemp(path.join(scratch, 'each-'));
        const nothing = () => undefined;
        return fetchGitTree(
          { url: server.url, ref: 'large', subfolder: null },
          {
            store: test.app.services.store,
            scratch: folder,
            addresses: gitAddresses([server.origin]),
            limits: { ...defaultImportLimits, ...changed },
            signal,
            onBytes: nothing,
            onFile: nothing,
          },
        );
      };
      assert.equal((await fetchWith({})).tree.length, 5);
      await assert.rejects(fetchWith({ downloadBytes: 500 }), /sends more than/);
      await assert.rejects(fetchWith({ packedBytes: 2 * mebibyte }), /more than 0 MiB|unpacks to more/);
      await assert.rejects(fetchWith({ fileBytes: mebibyte }), /more than 1 MiB/);
      await assert.rejects(fetchWith({ files: 3 }), /more than 3 files/);
      await assert.rejects(fetchWith({}, AbortSignal.abort()), { name: 'AbortError' });
    } finally {
      await rm(scratch, { recursive: true });
    }
  });

  it('are judged before they are unpacked: packs that lie are refused', () => {
    const limits = { objectBytes: mebibyte, totalBytes: 3 * mebibyte };
    const pack = (objects: [type: number, size: number, content: Buffer][]) => {
      const head = Buffer.alloc(12);
      head.write('PACK');
      head.writeUInt32BE(2, 4);
      head.writeUInt32BE(objects.length, 8);
      const parts = objects.flatMap(([type, size, content]) => {
        const bytes = [(type << 4) | (size & 15)];
        for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
          bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
          bytes.push(rest & 127);
        }
        return [Buffer.from(bytes), ...(type === 7 ? [Buffer.alloc(20)] : []), deflateSync(content)];
      });
      return Buffer.concat([head, ...parts, Buffer.alloc(20)]);
    };
    const zeros = (size: number) => Buffer.alloc(size);
    judgePack(
      pack([
        [3, 5, Buffer.from('hello')],
        [3, mebibyte, zeros(mebibyte)],
      ]),
      limits,
    );
    assert.throws(() => judgePack(pack([[3, 5, zeros(50 * mebibyte)]]), limits), /cannot be read/);
    assert.throws(() => judgePack(pack([[3, 500, zeros(5)]]), limits), /cannot be read/);
    assert.throws(() => judgePack(pack([[3, 2 * mebibyte, zeros(2 * mebibyte)]]), limits), /more than 1 MiB/);
    const many = Array.from({ length: 4 }, (): [number, number, Buffer] => [3, mebibyte, zeros(mebibyte)]);
    assert.throws(() => judgePack(pack(many), limits), /unpacks to more/);
    // A delta of a few bytes that makes a gigabyte.
    const delta = Buffer.from([5, 0x80, 0x80, 0x80, 0x80, 0x04, 1]);
    assert.throws(() => judgePack(pack([[7, delta.length, delta]]), limits), /more than 1 MiB/);
    for (const wrong of [Buffer.alloc(0), Buffer.alloc(100), pack([[3, 1000, randomBytes(1000)]]).subarray(0, 500)]) {
      assert.throws(() => judgePack(wrong, limits), /cannot be read/);
    }
  });

  it('know public addresses from all others', () => {
    for (const address of ['93.184.215.14', '8.8.8.8', '2606:4700:4700::1111'])
      assert.ok(isPublicAddress(address), address);
    for (const address of [
      '127.0.0.1',
      '10.0.0.1',
      '169.254.169.254',
      '::1',
      '::',
      '0.0.0.0',
      '255.255.255.255',
      '224.0.0.1',
      '198.18.0.1',
      '192.0.2.1',
      '2002:7f00:1::',
      '2001::1',
      'fe80::1%eth0',
      'localhost',
      '',
    ]) {
      assert.equal(isPublicAddress(address), false, address);
    }
  });
});
