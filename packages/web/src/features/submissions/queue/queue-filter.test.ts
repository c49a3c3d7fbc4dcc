import assert from 'node:assert/strict';
import { filterFrom, isFiltered, paramsOf } from './queue-filter.ts';

const teamId = '6f1c9a52-58a4-4d35-9d0e-0f6c1d2e3f40';

describe('the filter of a queue', () => {
  it('survives the address', () => {
    const filter = { group: 'FAILED', reason: 'PLATFORM', teamId, text: 'a & b', page: 3 } as const;
    assert.deepEqual(filterFrom(paramsOf(filter)), filter);
  });

  it('leaves out what restricts nothing', () => {
    const all = filterFrom(new URLSearchParams());
    assert.equal(paramsOf(all).toString(), '');
    assert.equal(isFiltered(all), false);
    assert.equal(isFiltered({ ...all, text: 'x' }), true);
  });

  it('takes nothing from an address that it does not know', () => {
    const odd = 'group=toString&reason=NOTHING&team=1&page=-2';
    assert.deepEqual(filterFrom(new URLSearchParams(odd)), filterFrom(new URLSearchParams()));
    assert.equal(filterFrom(new URLSearchParams(`text=${'x'.repeat(500)}`)).text.length, 100);
  });
});
