import assert from 'node:assert/strict';
import { eventPhases } from '../events/event.policy.js';
import {
  type Audience,
  canAdminister,
  canCancel,
  canSeeBaggedScore,
  canSeeFaultDetail,
  canSeeFiles,
  canSeeFoldScore,
  canSeeFolds,
  canSeeOutput,
  canSeeStandingNote,
  canSeeSubmission,
  canWithdraw,
} from './submission.policy.js';

type Role = 'public' | 'asked' | 'participant' | 'own' | 'admin';
const roles: Record<Role, Pick<Audience, 'isAdmin' | 'isOwnTeam' | 'isApprovedParticipant'>> = {
  public: { isAdmin: false, isOwnTeam: false, isApprovedParticipant: false },
  asked: { isAdmin: false, isOwnTeam: false, isApprovedParticipant: false },
  participant: { isAdmin: false, isOwnTeam: false, isApprovedParticipant: true },
  own: { isAdmin: false, isOwnTeam: true, isApprovedParticipant: true },
  admin: { isAdmin: true, isOwnTeam: false, isApprovedParticipant: false },
};

/** Who may, in which phases (U, C, O for collaborative, X for closed); whoever is not named may not. */
const phaseLetters = { UPCOMING: 'U', COMPETITIVE: 'C', COLLABORATIVE: 'O', CLOSED: 'X' } as const;
const always = 'UCOX';
const rules: [what: string, can: (audience: Audience) => boolean, allowed: Partial<Record<Role, string>>][] = [
  ['files', canSeeFiles, { participant: 'OX', own: always, admin: always }],
  [
    'files where the code is closed again after the event',
    (a) => canSeeFiles({ ...a, showsCodeAfterClosing: false }),
    { participant: 'O', own: always, admin: always },
  ],
  ['what went wrong on the platform’s side', canSeeFaultDetail, { admin: always }],
  ['fold runs', canSeeFolds, { own: always, admin: always }],
  ['train score of a fold', (a) => canSeeFoldScore(a, 'train'), { own: always, admin: always }],
  ['valid score of a fold', (a) => canSeeFoldScore(a, 'valid'), { own: always, admin: always }],
  ['test score of a fold', (a) => canSeeFoldScore(a, 'test'), { own: 'X', admin: always }],
  ['bagged train score', (a) => canSeeBaggedScore(a, 'train'), {}],
  [
    'bagged valid score',
    (a) => canSeeBaggedScore(a, 'valid'),
    { public: always, asked: always, participant: always, own: always, admin: always },
  ],
  ['bagged test score', (a) => canSeeBaggedScore(a, 'test'), { participant: 'X', own: 'X', admin: always }],
  ['log with private data', (a) => canSeeOutput({ ...a, hasPrivateData: true }), { admin: always }],
  [
    'log with private data where the event shows logs',
    (a) => canSeeOutput({ ...a, hasPrivateData: true, showsLogs: true }),
    { own: always, admin: always },
  ],
  ['log without private data', canSeeOutput, { own: always, admin: always }],
  [
    'log without private data where the event shows logs',
    (a) => canSeeOutput({ ...a, showsLogs: true }),
    { own: always, admin: always },
  ],
  ['cancel', canCancel, { own: 'UCO', admin: always }],
  ['withdraw', canWithdraw, { own: 'UCO' }],
  ['run again and disqualify', canAdminister, { admin: always }],
  ['cancel in the archive', (a) => canCancel({ ...a, isArchived: true }), {}],
  ['withdraw in the archive', (a) => canWithdraw({ ...a, isArchived: true }), {}],
  ['run again in the archive', (a) => canAdminister({ ...a, isArchived: true }), {}],
  ['anything of it where the event is hidden', (a) => canSeeSubmission({ ...a, seesEvent: false }), {}],
  ['why it does not count', canSeeStandingNote, { own: always, admin: always }],
];

describe('who sees what of a submission', () => {
  for (const [what, can, allowed] of rules) {
    it(what, () => {
      for (const [role, is] of Object.entries(roles) as [Role, (typeof roles)[Role]][]) {
        for (const phase of eventPhases) {
          const expected = allowed[role]?.includes(phaseLetters[phase]) ?? false;
          assert.equal(
            can({
              ...is,
              phase,
              seesEvent: true,
              isArchived: false,
              hasPrivateData: false,
              showsLogs: false,
              showsCodeAfterClosing: true,
            }),
            expected,
            `${what} for ${role} when ${phase}`,
          );
        }
      }
    });
  }
});
