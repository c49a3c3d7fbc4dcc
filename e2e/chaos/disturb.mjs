import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from './seeded.mjs';

const DOWN_MS = { least: 300, most: 2000 };

/** What may happen to the platform's parts; each leaves it whole again. */
export const DISTURBANCES = {
  async 'redis-restart'(platform, pause) {
    await platform.stopService('redis', 'SIGKILL');
    await pause();
    await platform.startService('redis');
  },
  async 'redis-loss'(platform, pause) {
    await platform.stopService('redis', 'SIGKILL');
    platform.forgetRedisData();
    await pause();
    await platform.startService('redis');
  },
  'redis-flush': (platform) => platform.flushRedis(),
  async 'postgres-fast'(platform, pause) {
    await platform.stopService('postgres', 'SIGINT');
    await pause();
    await platform.startService('postgres');
  },
  async 'postgres-immediate'(platform, pause) {
    await platform.stopService('postgres', 'SIGQUIT');
    await pause();
    await platform.startService('postgres');
  },
  async 'api-kill'(platform, pause, random) {
    const name = random.pick(platform.names.filter((each) => each.startsWith('api')));
    await platform.kill(name);
    await pause();
    platform.start(name);
  },
  async 'apis-kill'(platform, pause) {
    const names = platform.names.filter((each) => each.startsWith('api'));
    await Promise.all(names.map((name) => platform.kill(name)));
    await pause();
    for (const name of names) platform.start(name);
  },
};

/**
 * Kills a random worker every `killSeconds` and starts it again, and lets one of the other disturbances (`only` these)
 * happen every `disturbSeconds`, each as often as the others, in an order that the seed decides. `stop` ends that with everything up
 * and answers with how often each happened.
 */
export function disturb(platform, { seed, killSeconds, disturbSeconds, only, log }) {
  const counts = {};
  const stopping = new AbortController();
  const wait = (ms) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const note = (what) => {
    counts[what] = (counts[what] ?? 0) + 1;
    log(what);
  };

  async function killWorkers(random) {
    const workers = platform.names.filter((name) => name.startsWith('worker'));
    while (!stopping.signal.aborted) {
      await wait(killSeconds * 1000);
      if (stopping.signal.aborted) return;
      const name = random.pick(workers);
      await platform.kill(name);
      note('worker-kill');
      platform.start(name);
    }
  }

  async function disturbOthers(random) {
    const pause = () => sleep(DOWN_MS.least + random.below(DOWN_MS.most - DOWN_MS.least));
    while (!stopping.signal.aborted) {
      for (const name of random.shuffled(only)) {
        await wait(disturbSeconds * 1000);
        if (stopping.signal.aborted) return;
        await DISTURBANCES[name](platform, pause, random);
        note(name);
      }
    }
  }

  const done = Promise.all([killWorkers(seeded(seed)), disturbOthers(seeded(seed + 1))]);
  done.catch(() => {}); // `stop` tells
  return {
    async stop() {
      stopping.abort();
      await done;
      return counts;
    },
  };
}
