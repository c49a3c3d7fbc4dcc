import assert from 'node:assert/strict';
import { eventPhases } from '../events/event.policy.js';
import { canAct, isFrozen, type TeamAct, type TeamAudience, type TeamMoment, teamActs } from './team.policy.js';

type Role = 'public' | 'member' | 'leader' | 'admin';
const roles: Record<Role, TeamAudience> = {
  public: { isAdmin: false, isMember: false, isLeader: false },
  member: { isAdmin: false, isMember: true, isLeader: false },
  leader: { isAdmin: false, isMember: true, isLeader: true },
  admin: { isAdmin: true, isMember: false, isLeader: false },
};

/** How a team stands: open (o) or frozen (f), and capital once it has submitted; everything again in each phase. */
const moments: Record<string, Omit<TeamMoment, 'phase'>> = {
  o: { isFrozen: false, hasSubmitted: false },
  O: { isFrozen: false, hasSubmitted: true },
  f: { isFrozen: true, hasSubmitted: false },
  F: { isFrozen: true, hasSubmitted: true },
};
const all = 'oOfF';

/** Who may, in which moments, as long as the event has not closed; whoever is not named may not. */
const rules: Record<TeamAct, Partial<Record<Role, string>>> = {
  rename: { leader: 'o', admin: all },
  invite: { leader: 'oO', admin: all },
  revoke: { leader: all, admin: all },
  join: { leader: 'oO', admin: all },
  merge: { leader: 'o', admin: 'of' },
  remove: { leader: 'oO', admin: all },
  handOver: { leader: all, admin: all },
  leave: { member: all, leader: all },
  select: { member: all, leader: all, admin: all },
  answer: { leader: all, admin: all },
  openUp: { leader: 'oO', admin: all },
};

describe('who may do what to a team', () => {
  for (const act of teamActs) {
    it(act, () => {
      for (const [role, audience] of Object.entries(roles)) {
        for (const [letter, moment] of Object.entries(moments)) {
          for (const phase of eventPhases) {
            const expected = phase !== 'CLOSED' && (rules[act][role as Role] ?? '').includes(letter);
            assert.equal(
              canAct(act, audience, { ...moment, phase }),
              expected,
              `${act} by ${role}, ${letter}, ${phase}`,
            );
          }
        }
      }
    });
  }

  it('teams freeze on their day, and without one when the event closes', () => {
    const [freeze, close] = [new Date('2030-01-01'), new Date('2030-02-01')];
    assert.equal(isFrozen({ teamsFreezeAt: freeze, closesAt: close }, new Date(freeze.getTime() - 1)), false);
    assert.equal(isFrozen({ teamsFreezeAt: freeze, closesAt: close }, freeze), true);
    assert.equal(isFrozen({ teamsFreezeAt: null, closesAt: close }, freeze), false);
    assert.equal(isFrozen({ teamsFreezeAt: null, closesAt: close }, close), true);
  });
});
