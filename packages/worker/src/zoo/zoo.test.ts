import assert from 'node:assert/strict';
import { createLog } from '@databoard/shared/log';
import { readZooConfig } from './config.js';
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
  before(async () => {
    zoo = await openZoo({ ...config, log });
  });
  after(() => zoo.close());

  for (const trick of allTricks()) {
    it(`${trick.name} ends as ${trick.expected}`, async () => {
      const outcome = await zoo.run(trick);
      assert.equal(await outcomeWord(outcome), trick.expected, JSON.stringify(outcome));
    });
  }
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

  // Those that could harm the machine for real are left out.
  for (const name of [
    'environment',
    'fork-server-socket',
    'host-files',
    'kit-data-folder',
    'labels-on-disk',
    'network-abstract-socket',
    'network-tcp',
    'network-udp',
  ]) {
    it(`${name} gets its loot`, function () {
      // The child has given up root's capabilities, and the kernel then hides other processes of root from it.
      if (name === 'environment' && process.getuid?.() === 0) this.skip();
      return assertSteals(zoo, name);
    });
  }
});
