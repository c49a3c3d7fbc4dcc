// The short form of `npm run chaos`: three workers on three hosts, everything dies now and then, nothing is lost or doubled.
import assert from 'node:assert/strict';
import { runChaos, SIZES } from './chaos/chaos-run.mjs';
import { hostsTrouble } from './chaos/hosts.mjs';

describe('chaos', function () {
  this.timeout(400_000);
  let platform;
  after(() => platform?.stop());

  it('ends as peace does', async function () {
    const trouble = hostsTrouble();
    if (trouble) {
      console.log(`      skipped: ${trouble}`);
      return this.skip();
    }
    const seed = Math.floor(Math.random() * 1e9);
    const lines = [];
    const onPlatform = (started) => {
      platform = started;
    };
    const log = (line) => lines.push(line);
    const result = await runChaos({ size: SIZES.short, seed, workers: 3, slots: 2, log, onPlatform });
    const { good, disturbances, seconds, mostAttempts } = result;
    console.log(`      seed ${seed}: ${seconds} s, up to ${mostAttempts} attempts, ${JSON.stringify(disturbances)}`);
    assert.ok(good, `${JSON.stringify(result, null, 2)}\n${lines.join('\n')}`);
    // A run that nothing disturbed would prove nothing.
    assert.ok(disturbances['worker-kill'] >= 3 && Object.keys(disturbances).length >= 5, JSON.stringify(disturbances));
  });
});
