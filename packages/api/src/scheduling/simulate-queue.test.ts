import assert from 'node:assert/strict';
import { chooseNext, type Flow } from './fair-queue.js';
import { simulateQueue } from './simulate-queue.js';

/** Numbers in [0, 1) that are the same in every run (Lehmer's generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Plays what really happens: the same order, but each fold takes its own time. When each evaluation starts and ends. */
function play(flows: readonly Flow[], slots: number, secondsOf: (foldId: string) => number) {
  const freeAt = Array.from({ length: slots }, () => 0);
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const { fold } of chooseNext(flows, Number.MAX_SAFE_INTEGER, 0)) {
    const at = Math.min(...freeAt);
    const end = at + secondsOf(fold.id);
    freeAt[freeAt.indexOf(at)] = end;
    starts.set(fold.evaluationId, starts.get(fold.evaluationId) ?? at);
    ends.set(fold.evaluationId, Math.max(ends.get(fold.evaluationId) ?? 0, end));
  }
  return { starts, ends };
}

describe('the forecast of the queue', () => {
  it('is true within a factor of two where teams’ folds take from a tenth of a second to a minute', () => {
    for (const seed of [1, 22, 333, 4444, 55_555]) {
      const random = numbers(seed);
      const seconds = new Map<string, number>();
      const flows = Array.from({ length: 12 }, (_, team): Flow => {
        const typical = 0.1 * 600 ** random();
        const evaluations = 1 + Math.floor(random() * 6);
        const live = Array.from({ length: evaluations * 8 }, (__, index) => ({
          id: `${team}.${index}`,
          evaluationId: `${team}/${Math.floor(index / 8)}`,
        }));
        for (const { id } of live) seconds.set(id, typical * (0.4 + 1.2 * random()));
        // What the team's folds took before, of which the platform knows the mean.
        const earlier = Array.from({ length: 16 }, () => typical * (0.4 + 1.2 * random()));
        const expectedSeconds = earlier.reduce((sum, value) => sum + value, 0) / earlier.length;
        return { participationId: `${team}`, virtualSeconds: 0, weight: 1, expectedSeconds, live, background: [] };
      });
      const slots = 2 + Math.floor(random() * 4);
      const forecasts = simulateQueue(flows, [], { slots, clockSeconds: 0 });
      const { starts, ends } = play(flows, slots, (id) => seconds.get(id) ?? 0);
      for (const [evaluationId, forecast] of forecasts) {
        const ratio = forecast.endsInSeconds / (ends.get(evaluationId) ?? 0);
        assert.ok(ratio > 0.5 && ratio < 2, `seed ${seed}: ${evaluationId} ends at ${ratio} times its time`);
        const start = starts.get(evaluationId) ?? 0;
        // A start within one fold of now can be off by that fold.
        if (start < 60) continue;
        const startRatio = forecast.startsInSeconds / start;
        assert.ok(startRatio > 0.5 && startRatio < 2, `seed ${seed}: ${evaluationId} starts at ${startRatio}`);
      }
    }
  });

  it('counts what workers have in their hands', () => {
    const waiting: Flow = {
      participationId: 'p',
      virtualSeconds: 0,
      weight: 1,
      expectedSeconds: 2,
      live: [{ id: 'f', evaluationId: 'waits' }],
      background: [],
    };
    const sent = [{ evaluationId: 'runs', secondsLeft: 5 }];
    assert.deepEqual(simulateQueue([waiting], sent, { slots: 1, clockSeconds: 0 }).get('waits'), {
      position: 1,
      startsInSeconds: 5,
      endsInSeconds: 7,
    });
  });
});
