import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { printed } from '../testing/printed.js';
import type { CliConfig } from './config.js';
import { findAccess, writeCredentials } from './credentials.js';
import { CommandFailed } from './exit-code.js';
import { type FakeAnswer, type SeenRequest, startFakePlatform } from './fake-platform.js';
import { type LoginFlags, login } from './login.js';
import { problemName, publish } from './publish.js';
import { describeRefusal, describeVersion, type PublishedVersion } from './published-version.js';

const ready: PublishedVersion = {
  id: '7d1f6c1e-0000-4000-8000-000000000000',
  problemName: 'tiny',
  number: 2,
  state: 'READY',
  title: 'A tiny problem',
  workflow: 'Estimator',
  predictionType: 'multiclass',
  foldCount: 2,
  trainRows: 10,
  testRows: null,
  elements: [{ fileName: 'estimator.py' }],
  scoreTypes: [{ name: 'acc', precision: 2, isLowerTheBetter: false }],
  hasPrivateData: false,
  options: { quick: false, dataLabel: null, expose: [], environment: null, rampwf: 'databoard' },
  exposed: [],
  warnings: [],
  notebook: null,
  refusalMessage: null,
  refusalFile: null,
  refusalLine: null,
};

describe('databoard publish and login', () => {
  let folder: string;
  let config: CliConfig;
  let platform: Awaited<ReturnType<typeof startFakePlatform>>;
  let respond: (request: SeenRequest) => FakeAnswer;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-publish-'));
    await mkdir(path.join(folder, 'kit', 'data'), { recursive: true });
    await writeFile(path.join(folder, 'kit', 'problem.py'), 'problem');
    await writeFile(path.join(folder, 'kit', 'data', 'train.csv'), '');
    platform = await startFakePlatform((request) => respond(request));
    config = {
      api: platform.api,
      token: 'secret-token',
      password: 'a password',
      credentialsFile: path.join(folder, 'home', 'databoard', 'credentials.json'),
    };
  });
  afterEach(async () => {
    await platform.close();
    await rm(folder, { recursive: true });
  });

  const platformThatTakes = (version: PublishedVersion, problems: { name: string }[] = []) => {
    const received = new Map<string, Buffer>();
    respond = ({ query, variables }) => {
      if (query.includes('missingArtifacts')) return { data: { missingArtifacts: variables['digests'] } };
      if (query.includes('uploadArtifactChunk')) {
        const input = variables['input'] as {
          digest: string;
          offset: number;
          totalBytes: number;
          contentBase64: string;
        };
        const before = received.get(input.digest) ?? Buffer.alloc(0);
        assert.equal(input.offset, before.length);
        const all = Buffer.concat([before, Buffer.from(input.contentBase64, 'base64')]);
        received.set(input.digest, all);
        const isComplete = all.length === input.totalBytes;
        return { data: { uploadArtifactChunk: { receivedBytes: all.length, isComplete, refusal: null } } };
      }
      if (query.includes('problem(name:')) {
        return { data: { problem: problems.find(({ name }) => name === variables['name']) ?? null } };
      }
      if (query.includes('publishKit'))
        return { data: { publishKit: { problemVersion: { ...ready, state: 'CHECKING' }, refusal: null } } };
      return { data: { problemVersion: version } };
    };
    return received;
  };

  it('uploads what is missing in chunks, publishes, and waits for the verdict', async () => {
    const large = Buffer.alloc(5 * 1024 * 1024, 7);
    await writeFile(path.join(folder, 'kit', 'data', 'images.bin'), large);
    const received = platformThatTakes(ready);
    const version = await publish(config, path.join(folder, 'kit'), { json: false, data: path.join(folder, 'kit') });
    assert.equal(version.state, 'READY');
    for (const [digest, bytes] of received) assert.equal(createHash('sha256').update(bytes).digest('hex'), digest);
    assert.equal(received.size, 3);
    const published = platform.seen.find((request) => request.query.includes('publishKit'));
    const input = published?.variables['input'] as { kitFiles: { path: string; bytes: number }[] };
    assert.deepEqual(
      input.kitFiles.map((f) => [f.path, f.bytes]),
      [
        ['data/images.bin', large.length],
        ['data/train.csv', 0],
        ['problem.py', 7],
      ],
    );
    assert.ok(platform.seen.every((request) => request.headers.authorization === 'Bearer secret-token'));
  });

  it('sends the options that were said, and no others', async () => {
    platformThatTakes(ready);
    const sent = () =>
      platform.seen.filter(({ query }) => query.includes('publishKit')).map(({ variables }) => variables['input']) as {
        options: object;
      }[];
    await publish(config, path.join(folder, 'kit'), { quiet: true });
    assert.deepEqual(sent()[0]?.options, {});
    platformThatTakes(ready);
    const options = {
      quick: true,
      dataLabel: 'north',
      expose: ['data/images', 'labels.txt'],
      environment: 'requirements.txt',
      rampwf: 'installed',
    } as const;
    await publish(config, path.join(folder, 'kit'), { quiet: true, ...options, expose: [...options.expose] });
    assert.deepEqual(sent()[1]?.options, options);
  });

  describe('and data that participants have', () => {
    const kit = () => path.join(folder, 'kit');
    const privateFolder = async (files: Record<string, string>) => {
      const data = path.join(folder, 'private');
      for (const [name, text] of Object.entries(files)) {
        await mkdir(path.join(data, path.dirname(name)), { recursive: true });
        await writeFile(path.join(data, name), text);
      }
      return data;
    };
    const versions = (...list: [number: number, state: string, hasPrivateData: boolean][]) => [
      { name: 'other', versions: [{ number: 7, state: 'READY', hasPrivateData: true }] },
      { name: 'kit', versions: list.map(([number, state, hasPrivateData]) => ({ number, state, hasPrivateData })) },
    ];
    const warningsOf = async (problems: { name: string }[], data?: string) => {
      platformThatTakes({ ...ready, number: 3 }, problems);
      const { errorLines, error } = await printed(() => publish(config, kit(), data === undefined ? {} : { data }));
      assert.equal(error, null);
      return errorLines.filter((line) => line.startsWith('Warning'));
    };

    it('warns when the newest version had private data and this one has none', async () => {
      const warning = "Warning: Version 1 had private data; version 2 uses the kit's own, which participants have.";
      assert.deepEqual(await warningsOf(versions([1, 'READY', true])), [warning]);
      assert.deepEqual(await warningsOf(versions([2, 'REFUSED', false], [1, 'READY', true])), [warning]);
      assert.deepEqual(await warningsOf(versions([2, 'READY', false], [1, 'READY', true])), []);
      assert.deepEqual(await warningsOf(versions().slice(0, 1)), []);
    });

    it("warns when the private data are the kit's own", async () => {
      const problems = versions([1, 'READY', true]);
      await writeFile(path.join(kit(), 'data', 'train.csv'), 'public');
      const warning = "Warning: These data are the kit's own, which participants have.";
      assert.deepEqual(await warningsOf(problems, kit()), [warning]);
      // Without a folder data/ its files are what lies in it.
      assert.deepEqual(await warningsOf(problems, path.join(kit(), 'data')), [warning]);
      const data = await privateFolder({ 'data/train.csv': 'public', 'README.md': 'something else' });
      assert.deepEqual(await warningsOf(problems, data), [warning]);
      await privateFolder({ 'data/test.csv': 'secret' });
      assert.deepEqual(await warningsOf(problems, data), []);
    });
  });

  describe('and the kit check', () => {
    const noRun = { scores: [], failedFold: null, message: 'Not tried.' };
    const done = (severity: string) => ({
      state: 'DONE',
      message: null,
      findings: [{ severity, text: 'Folds overlap.' }],
      measurements: {
        sample: 'starting_kit',
        startingKit: {
          scores: [
            { scoreType: 'acc', step: 'valid', foldIndex: 0, value: 0.5 },
            { scoreType: 'acc', step: 'valid', foldIndex: 1, value: null },
            { scoreType: 'acc', step: 'valid', foldIndex: null, value: 0.75 },
          ],
          failedFold: null,
          message: null,
        },
        constant: noRun,
        permuted: noRun,
        seconds: { train: 1, valid: 2, test: null, wall: 12 },
        slowestFoldSeconds: 2,
        peakMemoryMiB: 99.6,
        isRepeatable: false,
        repeatDifference: 0.25,
        rows: [{ validRows: 10, inTrain: 1, likeTrain: null, testLikeTrain: null }],
        testRows: null,
        tellingColumns: null,
      },
    });
    const checks = (...answers: (object | null)[]) => {
      platformThatTakes(ready);
      const publishing = respond;
      respond = (request) => {
        if (!request.query.includes('measurements')) return publishing(request);
        return { data: { problemVersion: { check: answers.length > 1 ? answers.shift() : answers[0] } } };
      };
    };
    const kit = () => path.join(folder, 'kit');

    it('waits for it when asked, and prints the same report as databoard check', async () => {
      checks({ state: 'WAITING', message: null, findings: [], measurements: null }, done('note'));
      const { lines, error } = await printed(() => publish(config, kit(), { check: true }));
      assert.equal(error, null);
      const report = lines.join('\n');
      assert.match(report, /\n\tstarting_kit +valid +nan ± nan\n\tstarting_kit +bagged valid +0\.75\n/);
      assert.match(report, /\n\tPermuted labels: Not tried\.\n/);
      assert.match(
        report,
        /\n\tBy the clock, start included, all folds took 12 s\. Summed over folds: train 1\.00 s, valid 2\.00 s, test –; the slowest fold 2\.00 s\.\n/,
      );
      assert.match(
        report,
        /\n\tBeyond libraries and features, a fold takes 100 MiB of memory at most\. A second run of fold 0 gave other predictions; scores differ by 0\.25\.\n/,
      );
      assert.match(report, /\n\tOf 10 validation rows of all folds, 1 are training rows\.\n/);
      assert.match(report, /\n\tnote +Folds overlap\.$/);
    });

    it('fails when it finds an error, and puts it into the JSON', async () => {
      checks(done('error'));
      const { lines, error } = await printed(() => publish(config, kit(), { check: true, json: true }));
      assert.ok(error instanceof CommandFailed && /found errors/.test(error.message));
      assert.deepEqual(JSON.parse(lines.join('')).check.findings, [{ severity: 'error', text: 'Folds overlap.' }]);
    });

    it('says why there is none', async () => {
      checks({ state: 'FAILED', message: 'No luck.', findings: [], measurements: null });
      await assert.rejects(publish(config, kit(), { check: true, quiet: true }), /No luck\./);
      checks(null);
      await assert.rejects(publish(config, kit(), { check: true, quiet: true }), /before kits were checked/);
    });

    it('tells how to see it later, with the data and the name that were published', async () => {
      checks(null);
      const { errorLines } = await printed(() => publish(config, kit(), { data: kit(), name: 'tiny' }));
      const line = `  databoard publish --check ${kit()} --data ${kit()} --name tiny`;
      assert.deepEqual(errorLines.at(-1)?.split('\n').at(-1), line);
    });

    it('does not wait for it else', async () => {
      checks(null);
      await publish(config, kit(), { quiet: true });
      assert.ok(!platform.seen.some(({ query }) => query.includes('measurements')));
    });
  });

  it('says which file and line a kit was refused for', async () => {
    platformThatTakes({
      ...ready,
      state: 'REFUSED',
      refusalMessage: 'no get_cv',
      refusalFile: 'problem.py',
      refusalLine: 12,
    });
    await assert.rejects(publish(config, path.join(folder, 'kit'), {}), (error) => {
      assert.ok(error instanceof CommandFailed && error.code === 1);
      assert.match(error.message, /kit\/problem\.py:12: The kit was refused: no get_cv$/);
      return true;
    });
  });

  it('does not hang on a platform whose upload stands still', async () => {
    platformThatTakes(ready);
    const take = respond;
    respond = (request) =>
      request.query.includes('uploadArtifactChunk')
        ? { data: { uploadArtifactChunk: { receivedBytes: 0, isComplete: false, refusal: null } } }
        : take(request);
    await assert.rejects(publish(config, path.join(folder, 'kit'), {}), /the upload does not advance/);
  });

  it('shows public messages of coded errors, and says so when nobody answers', async () => {
    respond = () => ({ errors: [{ message: 'Not for you.', extensions: { code: 'FORBIDDEN' } }] });
    await assert.rejects(
      publish(config, path.join(folder, 'kit'), {}),
      /Not for you\. \(Publishing kits needs a site admin\.\)/,
    );
    await assert.rejects(
      publish({ ...config, api: 'http://127.0.0.1:1' }, path.join(folder, 'kit'), {}),
      (error) => error instanceof CommandFailed && error.code === 5 && /cannot be reached/.test(error.message),
    );
  });

  it('refuses a folder without problem.py before anything is sent', async () => {
    await assert.rejects(publish(config, path.join(folder, 'kit', 'data'), {}), /holds no problem\.py/);
    assert.equal(platform.seen.length, 0);
  });

  it('logs in with a session and keeps only the token, readable by its owner alone', async () => {
    respond = ({ query }) =>
      query.includes('signIn')
        ? {
            data: { signIn: { viewer: { username: 'ada', isAdmin: true }, refusal: null } },
            cookie: 'session=abc; HttpOnly',
          }
        : { data: { createAccessToken: { token: 'db_new', refusal: null } } };
    await login(config, { username: 'ada' });
    assert.equal(platform.seen[1]?.headers.cookie, 'session=abc');
    const stored = await readFile(config.credentialsFile, 'utf8');
    assert.deepEqual(JSON.parse(stored), { api: platform.api, username: 'ada', token: 'db_new' });
    assert.equal((await stat(config.credentialsFile)).mode & 0o777, 0o600);
    assert.deepEqual(await findAccess({ ...config, token: null, api: null }, undefined), {
      api: platform.api,
      token: 'db_new',
    });
  });

  it('keeps the token of another account when the new one cannot publish, and says so', async () => {
    const signInAs = (username: string, isAdmin: boolean, flags: LoginFlags = {}) => {
      respond = ({ query }) =>
        query.includes('signIn')
          ? { data: { signIn: { viewer: { username, isAdmin }, refusal: null } } }
          : { data: { createAccessToken: { token: `token of ${username}`, refusal: null } } };
      return login(config, { username, ...flags });
    };
    const tokenKept = async () => JSON.parse(await readFile(config.credentialsFile, 'utf8')).token;
    await signInAs('ada', true);
    const made = platform.seen.length;
    await assert.rejects(signInAs('bob', false), (error) => {
      assert.ok(error instanceof CommandFailed && error.code === 1);
      assert.match(error.message, /^bob is no site admin at .* and cannot publish kits: the token of ada is kept in /);
      return true;
    });
    assert.equal(await tokenKept(), 'token of ada');
    // No token is made that nobody would keep.
    assert.equal(platform.seen.length, made + 1);
    await signInAs('ada', false);
    await signInAs('carl', true);
    assert.equal(await tokenKept(), 'token of carl');
    await signInAs('bob', false, { replace: true });
    assert.equal(await tokenKept(), 'token of bob');
    await writeCredentials(config.credentialsFile, { api: 'https://two.example', username: 'ada', token: 't' });
    await signInAs('bob', false);
    assert.equal(await tokenKept(), 'token of bob');
  });

  it('asks for no more scopes than the account has a use for, or than was said', async () => {
    const scopesFor = async (isAdmin: boolean, flags: LoginFlags = {}) => {
      respond = ({ query }) =>
        query.includes('signIn')
          ? { data: { signIn: { viewer: { username: 'ada', isAdmin }, refusal: null } } }
          : { data: { createAccessToken: { token: 'db_new', refusal: null } } };
      await login(config, { username: 'ada', ...flags });
      return (platform.seen.at(-1)?.variables['input'] as { scopes: string[] } | undefined)?.scopes;
    };
    assert.deepEqual(await scopesFor(false), ['READ', 'SUBMIT']);
    assert.deepEqual(await scopesFor(true), ['READ', 'SUBMIT', 'ADMIN']);
    assert.deepEqual(await scopesFor(true, { scope: ['READ'] }), ['READ']);
  });

  it('says why a sign-in was refused and stores nothing', async () => {
    respond = () => ({ data: { signIn: { viewer: null, refusal: { message: 'Wrong name or password.' } } } });
    await assert.rejects(login(config, { username: 'ada' }), /Wrong name or password/);
    await assert.rejects(stat(config.credentialsFile));
  });

  it('never sends a stored token to another platform', async () => {
    await writeCredentials(config.credentialsFile, { api: 'https://one.example', username: 'ada', token: 't' });
    const loggedIn = { ...config, token: null, api: null };
    assert.deepEqual(await findAccess(loggedIn, undefined), { api: 'https://one.example', token: 't' });
    await assert.rejects(findAccess(loggedIn, 'https://two.example'), /Not logged in at https:\/\/two\.example/);
  });
});

describe('what publish prints', () => {
  it('describes a version', () => {
    const text = describeVersion(ready);
    for (const part of [
      'A tiny problem',
      'tiny, version 2',
      'estimator.py',
      'acc (higher is better)',
      'no test data',
    ]) {
      assert.ok(text.includes(part), part);
    }
    for (const part of ['options', 'exposed', 'notebook']) assert.ok(!text.includes(part), part);
  });

  it('tells options that are not as by default, what is exposed, and the notebook', () => {
    const text = describeVersion({
      ...ready,
      options: {
        ...ready.options,
        quick: true,
        dataLabel: 'north',
        environment: '/opt/venvs/torch',
        rampwf: 'installed',
      },
      exposed: ['data/images', 'classes.txt'],
      notebook: 'tiny_starting_kit.ipynb',
    });
    assert.match(text, /^ {2}options {6}quick, data label north, environment \/opt\/venvs\/torch, rampwf installed$/m);
    assert.match(text, /^ {2}exposed {6}data\/images, classes\.txt$/m);
    assert.match(text, /^ {2}notebook {5}tiny_starting_kit\.ipynb$/m);
  });

  it('leaves out the line, or the file, when it is not known', () => {
    const refused = { ...ready, refusalMessage: 'why', refusalFile: 'problem.py' };
    assert.equal(describeRefusal('kits/a', refused), 'kits/a/problem.py: The kit was refused: why');
    assert.equal(describeRefusal('kits/a', { ...refused, refusalFile: null }), 'The kit was refused: why');
  });

  it('takes the name from the folder', () => {
    assert.equal(problemName('/kits/Boston_housing'), 'boston_housing');
    assert.equal(problemName('/kits/My kit (2)'), 'my-kit-2');
  });
});
