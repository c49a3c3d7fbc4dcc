import assert from 'node:assert/strict';
import { usersFilterFrom, usersParams } from './users-filter.ts';

describe('the filter of users in the address', () => {
  it('comes back as it was', () => {
    const filter = { search: 'ada', state: 'ASKED', isAdmin: true, sort: 'EMAIL', offset: 50 } as const;
    assert.deepEqual(usersFilterFrom(new URLSearchParams(usersParams(filter))), filter);
  });

  it('is short where everything is as usual, and forgives nonsense', () => {
    const usual = usersFilterFrom(new URLSearchParams('state=toString&sort=x&offset=-3&admins=yes'));
    assert.deepEqual(usual, { search: '', state: null, isAdmin: false, sort: 'NEWEST', offset: 0 });
    assert.deepEqual(usersParams(usual), {});
  });
});
