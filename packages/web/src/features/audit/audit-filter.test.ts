import assert from 'node:assert/strict';
import { filterFrom, inputOf, isFiltered, paramsOf } from './audit-filter.ts';

describe('the filter of the audit log', () => {
  it('goes into the address and comes back', () => {
    const filter = filterFrom(new URLSearchParams('text=a%26b&actor=ada&from=2026-11-01&offset=50'));
    assert.equal(filter.text, 'a&b');
    assert.equal(paramsOf(filter).toString(), 'text=a%26b&actor=ada&from=2026-11-01&offset=50');
    assert.ok(isFiltered(filter));
    assert.ok(!isFiltered(filterFrom(new URLSearchParams('offset=50'))));
  });

  it('forgets what makes no sense', () => {
    const filter = filterFrom(new URLSearchParams('from=yesterday&offset=-3'));
    assert.equal(filter.from, '');
    assert.equal(filter.offset, 0);
  });

  it('counts the last day in', () => {
    const { from, to } = inputOf(filterFrom(new URLSearchParams('from=2026-11-30&to=2026-11-30')));
    assert.equal(from, '2026-11-30T00:00:00Z');
    assert.equal(to, '2026-12-01T00:00:00.000Z');
  });
});
