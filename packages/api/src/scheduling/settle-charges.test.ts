import assert from 'node:assert/strict';
import type { ChargedFold } from './read-flows.js';
import { advanceClock, settleCharges } from './settle-charges.js';

const fold = (more: Partial<ChargedFold> = {}): ChargedFold => ({
  id: 'f',
  evaluationId: 'e',
  participationId: 'p',
  virtualSeconds: 100,
  meanSeconds: 2,
  weight: 1,
  isBackground: false,
  state: 'SCORED',
  isDispatched: true,
  chargedSeconds: 4,
  virtualStart: 10,
  wallSeconds: 1,
  startedAt: null,
  changedAt: new Date(20_000),
  ...more,
});
const settled = (...over: ChargedFold[]) => settleCharges(over).get('p');

describe('what a fold has cost its team', () => {
  it('replaces what was charged, and later folds are expected to take so long', () => {
    assert.deepEqual(settled(fold()), { participationId: 'p', virtualSeconds: 97, meanSeconds: 1.8 });
    assert.equal(settled(fold({ weight: 2 }))?.virtualSeconds, 98.5);
    assert.equal(settled(fold(), fold())?.virtualSeconds, 94);
  });

  it('is nothing for an attempt that was lost, and for one that was cancelled before it ran', () => {
    const lost = fold({ state: 'NEW', isDispatched: false, wallSeconds: null });
    assert.deepEqual(settled(lost), { participationId: 'p', virtualSeconds: 96, meanSeconds: 2 });
    assert.equal(settled(fold({ state: 'CANCELLED', wallSeconds: null }))?.virtualSeconds, 96);
  });

  it('is the time until it was cancelled for one that ran', () => {
    const stopped = fold({ state: 'CANCELLED', wallSeconds: null, startedAt: new Date(17_000) });
    assert.equal(settled(stopped)?.virtualSeconds, 99);
  });

  it('is nothing where a re-run made it', () => {
    assert.equal(settled(fold({ weight: Number.POSITIVE_INFINITY }))?.virtualSeconds, 100);
  });
});

describe('the clock of the schedule', () => {
  it('stands where the latest fold has begun, and never goes back', () => {
    assert.equal(advanceClock(5, [fold(), fold({ state: 'TRAINING', virtualStart: 12 })]), 12);
    assert.equal(advanceClock(50, [fold()]), 50);
  });

  it('does not count folds that may still wait', () => {
    const waiting = fold({ state: 'NEW', virtualStart: 99 });
    const neverRan = fold({ state: 'CANCELLED', virtualStart: 99, wallSeconds: null });
    assert.equal(advanceClock(5, [waiting, neverRan]), 5);
  });
});
