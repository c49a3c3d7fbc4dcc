import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createLog } from '@databoard/shared/log';
import { readZooConfig } from './config.js';
import { hostChanges, hostState } from './host-state.js';
import { allTricks, type Trick } from './tricks.js';
import { openZoo, outcomeWord, type Zoo } from './zoo.js';

const config = readZooConfig();
const log = createLog('zoo', 'silent');
const trickNamed = (name: string): Trick => {
  const trick = allTricks().find((each) => each.name === name);
  assert.ok(trick, `there is no trick ${name}`);
  return trick;
};

/** Runs a thief that must succeed: the trick itself works, so that it fails elsewhere because of the walls. */
async function assertSteals(zoo: Zoo, name: string): Promise<void> {
  const outcome = await zoo.run(trickNamed(name));
  assert.equal(outcome.kind, 'submission-failed');
  assert.match(outcome.failure.message, /raised Stolen/);
}

describe('the zoo of hostile submissions', function () {
  this.timeout(60_000);
  let zoo: Zoo;
  let hostBefore: string[];
  before(async () => {
    hostBefore = await hostState();
    zoo = await openZoo({ ...config, log });
  });

  for (const trick of allTricks()) {
    it(`${trick.name} ends as ${trick.expected}`, async () => {
      const outcome = await zoo.run(trick);
      assert.equal(await outcomeWord(outcome), trick.expected, JSON.stringify(outcome));
    });
  }

  it('measures time itself, whatever the code around a submission is made to say', async () => {
    const outcome = await zoo.run(trickNamed('patches-the-platform'));
    assert.equal(outcome.kind, 'scored');
    // It slept 0.2 s, said 0, and claimed a perfect score. A busy machine hears late that training has begun.
    assert.ok((outcome.usage.trainSeconds ?? 0) >= 0.05, String(outcome.usage.trainSeconds));
    assert.ok(outcome.scores.every(({ value }) => value !== 0));
  });

  it('leaves processes, files, mounts, sockets, shared memory and keys of the host as they were', async () => {
    await zoo.close();
    assert.deepEqual(await hostChanges(hostBefore), []);
  });
});

const runFile = promisify(execFile);
const plainUser = 65_534;

describe('the zoo as a plain user', function () {
  this.timeout(300_000);

  it('ends every trick as it must', async function () {
    // A plain user who runs the tests has just had all tricks.
    if (process.getuid?.() !== 0) this.skip();
    const main = path.join(import.meta.dirname, 'main.js');
    const as = { uid: plainUser, gid: plainUser, cwd: '/', env: { ...process.env, HOME: '/tmp' }, maxBuffer: 1 << 24 };
    const canRead = await runFile(process.execPath, ['--check', main], as).then(
      () => true,
      () => false,
    );
    if (!canRead) {
      console.log('    The repository is closed to other users, so that the zoo cannot be run as one of them.');
      this.skip();
    }
    const { stdout } = await runFile(process.execPath, [main, '--json'], as).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? String(error),
    }));
    const ends = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { trick: string; expected: string; actual: string });
    assert.equal(ends.length, allTricks().length + 1);
    assert.deepEqual(
      ends.filter(({ expected, actual }) => expected !== actual),
      [],
    );
  });
});

describe('thieves of memory, where a kit leaks its labels into X', function () {
  this.timeout(60_000);
  let zoo: Zoo;
  before(async () => {
    zoo = await openZoo({ ...config, isLeaky: true, log });
  });
  after(() => zoo.close());

  for (const name of ['labels-in-frames', 'labels-in-gc', 'labels-in-own-memory']) {
    it(`${name} finds them`, () => assertSteals(zoo, name));
  }
});

describe('thieves of the host, where no wall stands', function () {
  this.timeout(60_000);
  let zoo: Zoo;
  before(async () => {
    zoo = await openZoo({ ...config, isolation: 'unsafe', log });
  });
  after(() => zoo.close());

  const isRoot = process.getuid?.() === 0;
  // Without a user namespace, all processes of a plain user count against a fold's limit, and it cannot start one.
  const startingProcesses = ['memory-of-a-sibling', 'ptrace-sibling', 'startup-hooks'];
  // Those that could harm the machine for real are left out.
  for (const name of [
    ...['environment', 'fork-server-socket', 'host-files', 'kit-data-folder', 'labels-on-disk'],
    ...['network-abstract-socket', 'network-other-families', 'network-tcp', 'network-udp'],
    ...['detached-segments', 'memfd-hoard', 'posix-shared-memory', 'system-v-memory', 'system-v-queues'],
    ...[
      'files-by-handle',
      'io-uring',
      'kernel-keyring',
      'kernel-memory',
      'personality',
      'set-uid-programs',
      'userfaultfd',
    ],
    ...['more-cores', ...startingProcesses],
  ]) {
    it(`${name} gets its loot`, function () {
      // The child has given up root's capabilities, and the kernel then hides other processes of root from it.
      if (name === 'environment' && isRoot) this.skip();
      if (startingProcesses.includes(name) && !isRoot) this.skip();
      return assertSteals(zoo, name);
    });
  }
});
