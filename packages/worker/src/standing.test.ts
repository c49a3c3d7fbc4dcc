import assert from 'node:assert/strict';
import { Standing } from './standing.js';

describe('whether a worker may take jobs', () => {
  let standing: Standing;
  let changes: number;
  beforeEach(() => {
    changes = 0;
    standing = new Standing(() => {
      changes += 1;
    });
  });
  const seen = () => [standing.mayTake, standing.state, standing.reason];

  it('begins with a welcome, which may say that it is paused', () => {
    assert.deepEqual(seen(), [false, 'TAKING', null]);
    standing.hear({ kind: 'welcome', isPaused: true });
    assert.deepEqual(seen(), [false, 'PAUSED', null]);
    standing.hear({ kind: 'resume' });
    assert.deepEqual(seen(), [true, 'TAKING', null]);
  });

  it('ends with a refusal, which no welcome of another api outdoes for a while', () => {
    standing.hear({ kind: 'welcome', isPaused: false }, 0);
    standing.hear({ kind: 'refused', message: 'another version' }, 1000);
    standing.hear({ kind: 'welcome', isPaused: false }, 3900);
    assert.deepEqual(seen(), [false, 'PARKED', 'another version']);
    standing.hear({ kind: 'welcome', isPaused: false }, 4100);
    assert.deepEqual(seen(), [true, 'TAKING', null]);
  });

  it('ends with a doubt of its own, which a site admin may end, and is told which commands do', () => {
    standing.hear({ kind: 'welcome', isPaused: false });
    assert.equal(standing.hear({ kind: 'unpark' }), false);
    standing.doubt('the probe failed');
    standing.hear({ kind: 'pause' });
    assert.deepEqual(seen(), [false, 'PARKED', 'the probe failed']);
    assert.equal(standing.hear({ kind: 'resume' }), false);
    assert.deepEqual(seen(), [false, 'PARKED', 'the probe failed']);
    assert.equal(standing.hear({ kind: 'unpark' }), true);
    assert.deepEqual(seen(), [true, 'TAKING', null]);
  });

  it('cannot be talked out of a refusal by a site admin', () => {
    standing.hear({ kind: 'refused', message: 'another version' });
    standing.hear({ kind: 'resume' });
    standing.hear({ kind: 'unpark' });
    assert.deepEqual(seen(), [false, 'PARKED', 'another version']);
  });

  it('is news only when it changes', () => {
    for (let times = 0; times < 3; times++) standing.hear({ kind: 'refused', message: 'another version' }, 0);
    assert.equal(changes, 1);
    standing.doubt(null);
    standing.stop();
    standing.hear({ kind: 'unpark' });
    assert.equal(changes, 2);
    assert.equal(standing.state, 'STOPPED');
  });
});
