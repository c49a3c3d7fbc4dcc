import assert from 'node:assert/strict';
import { KINDS, makePlan } from './plan.mjs';
import { judge } from './verdict.mjs';

const expected = { state: 'SCORED', reasons: [] };
const plan = ['a', 'b'].map((name) => ({ name, kind: 'fast', expected }));
const outcome = (name, further = {}) => ({
  name,
  ...expected,
  scores: [`bagged valid acc 0.9${name}`],
  furtherAttempts: 1,
  mostAttempts: 2,
  faults: 0,
  ...further,
});
const fine = { scoresTwice: 0, scoresTouched: 0, endedTwice: 0, movedAfterEnd: 0 };
const record = (outcomes, counts = {}) => ({
  outcomes,
  board: outcomes.filter(({ state }) => state === 'SCORED').map(({ name, scores }) => ({ name, scores })),
  counts: { submissions: outcomes.length, evaluations: outcomes.length, current: outcomes.length, ...fine, ...counts },
});
const calm = record([outcome('a'), outcome('b')]);

describe('the verdict on chaos', () => {
  it('is good when all ended as they must, with the scores of the calm run', () => {
    const verdict = judge(plan, record([outcome('a'), outcome('b')]), calm);
    assert.deepEqual([verdict.good, verdict.boardEqual, verdict.furtherAttempts], [true, true, 2]);
  });

  it('names each that did not', () => {
    const faults = (...outcomes) => {
      const verdict = judge(plan, record(outcomes), calm);
      assert.equal(verdict.good, false);
      return [verdict.lost, verdict.boardEqual, ...verdict.wrong.map(({ name, fault }) => `${name} ${fault}`)];
    };
    assert.deepEqual(faults(outcome('a')), [1, false, 'b is not there']);
    assert.deepEqual(faults(outcome('a'), outcome('b', { state: 'RUNNING' })), [1, false, 'b has not ended: RUNNING']);
    const platform = outcome('b', { state: 'CHECKING_ERROR', reasons: ['PLATFORM'] });
    assert.deepEqual(faults(outcome('a'), platform), [
      0,
      false,
      'b ended as CHECKING_ERROR PLATFORM instead of SCORED',
    ]);
    const changed = outcome('b', { scores: ['bagged valid acc 0.9000000000000001'] });
    assert.deepEqual(faults(outcome('a'), changed), [0, false, 'b has other scores than in the calm run']);
    assert.deepEqual(faults(outcome('a'), outcome('b', { scores: [] })), [0, false, 'b has no scores']);
  });

  it('sees a board that shows something else than is stored', () => {
    const stale = { ...record([outcome('a'), outcome('b')]), board: calm.board.slice(1) };
    const { good, boardEqual, wrong } = judge(plan, stale, calm);
    assert.deepEqual([good, boardEqual, wrong], [false, false, []]);
  });

  it('sees what happened twice', () => {
    const both = [outcome('a'), outcome('b')];
    const twice = (counts) => {
      const { good, doubled, scoredTwice } = judge(plan, record(both, counts), calm);
      return [good, doubled, scoredTwice];
    };
    assert.deepEqual(twice({ submissions: 3, evaluations: 3, current: 3 }), [false, 1, 0]);
    assert.deepEqual(twice({ endedTwice: 1 }), [false, 0, 1]);
    assert.deepEqual(twice({ movedAfterEnd: 2 }), [false, 0, 2]);
    assert.deepEqual(twice({ scoresTwice: 1, scoresTouched: 1 }), [false, 0, 2]);
    assert.deepEqual(twice({ evaluations: 3 }), [false, 0, 0]);
  });
});

describe('the plan of chaos', () => {
  it('is the same for the same seed, and another for another', () => {
    const make = (seed) => makePlan({ seed, submissions: 60, teams: 7 });
    assert.deepEqual(make(1), make(1));
    assert.notDeepEqual(make(1), make(2));
  });

  it('has every kind in its share, and no two submissions alike', () => {
    const made = makePlan({ seed: 3, submissions: 200, teams: 7 });
    for (const [kind, { share }] of Object.entries(KINDS))
      assert.equal(made.filter((planned) => planned.kind === kind).length, 2 * share);
    const short = makePlan({ seed: 3, submissions: 40, teams: 7 });
    assert.deepEqual(new Set(short.map(({ kind }) => kind)), new Set(Object.keys(KINDS)));
    assert.equal(new Set(made.map(({ name }) => name)).size, 200);
    assert.equal(new Set(made.map(({ team }) => team)).size, 7);
  });
});
