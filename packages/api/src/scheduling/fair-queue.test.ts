import assert from 'node:assert/strict';
import { chooseNext, type Flow } from './fair-queue.js';

const folds = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${name}${index}`, evaluationId: name }));

const flow = (participationId: string, count: number, more: Partial<Flow> = {}): Flow => ({
  participationId,
  virtualSeconds: 0,
  weight: 1,
  expectedSeconds: 1,
  live: folds(participationId, count),
  background: [],
  ...more,
});
const idsOf = (flows: Flow[], count: number, clock = 0) => chooseNext(flows, count, clock).map(({ fold }) => fold.id);

describe('the fair queue', () => {
  it('takes turns between teams, and keeps each team’s own order', () => {
    assert.deepEqual(idsOf([flow('a', 3), flow('b', 2)], 5), ['a0', 'b0', 'a1', 'b1', 'a2']);
  });

  it('lets a newcomer go before all that a flooding team has waiting', () => {
    const flooding = flow('flood', 800, { virtualSeconds: 500 });
    assert.deepEqual(idsOf([flooding, flow('new', 2)], 3, 490), ['new0', 'new1', 'flood0']);
  });

  it('saves nothing up for a team that was idle', () => {
    const turns = chooseNext([flow('idle', 100), flow('busy', 100, { virtualSeconds: 50 })], 20, 50);
    assert.equal(turns.filter(({ participationId }) => participationId === 'idle').length, 10);
  });

  it('is fair by time, not by number: whoever has folds ten times as long gets a tenth of them', () => {
    const turns = chooseNext([flow('long', 100, { expectedSeconds: 10 }), flow('short', 100)], 44, 0);
    assert.equal(turns.filter(({ participationId }) => participationId === 'long').length, 4);
  });

  it('gives an event of weight three three times the time', () => {
    const turns = chooseNext([flow('heavy', 100, { weight: 3 }), flow('light', 100)], 40, 0);
    assert.equal(turns.filter(({ participationId }) => participationId === 'heavy').length, 30);
  });

  it('takes re-runs when nothing live waits anywhere', () => {
    const rerun = flow('rerun', 0, { background: folds('again', 2), virtualSeconds: -100 });
    assert.deepEqual(idsOf([rerun, flow('live', 2)], 10), ['live0', 'live1', 'again0', 'again1']);
  });
});
