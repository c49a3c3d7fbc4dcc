import assert from 'node:assert/strict';
import { canSeeAccount, canSeeHiddenNotes, canSeeProfile } from './user.policy.js';
import { canEnter, firstUserState, isActive, type UserMove, userStateAfter, userStates } from './user-state.js';

const rules = (confirmation: boolean, approval: boolean) => ({
  requiresEmailConfirmation: confirmation,
  requiresApproval: approval,
});

describe('states of accounts', () => {
  it('begin where the instance’s rules say', () => {
    const first = (confirmation: boolean, approval: boolean, isEmailConfirmed: boolean) =>
      firstUserState(rules(confirmation, approval), { isEmailConfirmed });
    assert.deepEqual(
      [first(false, false, false), first(false, true, false), first(true, false, false), first(true, true, false)],
      ['ACTIVE', 'ASKED', 'UNCONFIRMED', 'UNCONFIRMED'],
    );
    assert.deepEqual([first(true, false, true), first(true, true, true)], ['ACTIVE', 'ASKED']);
  });

  it('move along the table and no other way', () => {
    // Rows: confirm, approve, disable, enable, delete; a dash is refused.
    const table: Record<UserMove, string> = {
      confirm: 'ASKED - - - -',
      approve: 'ACTIVE ACTIVE - - -',
      disable: 'DISABLED DISABLED DISABLED - -',
      enable: '- - - ACTIVE -',
      delete: 'DELETED DELETED DELETED DELETED -',
    };
    for (const [move, expected] of Object.entries(table)) {
      const reached = userStates.map((state) => userStateAfter(state, move as UserMove, rules(true, true)) ?? '-');
      assert.equal(reached.join(' '), expected, move);
    }
    assert.equal(userStateAfter('UNCONFIRMED', 'confirm', rules(true, false)), 'ACTIVE');
  });

  it('let three in to their own account, and one to everything', () => {
    assert.deepEqual(userStates.filter(canEnter), ['UNCONFIRMED', 'ASKED', 'ACTIVE']);
    assert.deepEqual(userStates.filter(isActive), ['ACTIVE']);
  });
});

describe('what is seen of an account', () => {
  const user = { id: 'user' };
  const asking = {
    nobody: { viewer: null, account: null },
    'its owner': { viewer: { id: 'user', isAdmin: false }, account: user },
    'its owner while the account waits': { viewer: null, account: user },
    'another user': { viewer: { id: 'other', isAdmin: false }, account: { id: 'other' } },
    'another account that waits': { viewer: null, account: { id: 'other' } },
    'a site admin': { viewer: { id: 'admin', isAdmin: true }, account: { id: 'admin' } },
  };
  const expected: [who: keyof typeof asking, account: boolean, profile: boolean, notes: boolean][] = [
    ['nobody', false, false, false],
    ['its owner', true, true, false],
    ['its owner while the account waits', true, true, false],
    ['another user', false, true, false],
    ['another account that waits', false, false, false],
    ['a site admin', true, true, true],
  ];
  for (const [who, account, profile, notes] of expected) {
    it(`by ${who}`, () => {
      assert.equal(canSeeAccount(asking[who], user), account, 'address, full name, state');
      assert.equal(canSeeProfile(asking[who], user), profile, 'website and biography');
      assert.equal(canSeeHiddenNotes(asking[who]), notes, 'hidden notes');
    });
  }
});
