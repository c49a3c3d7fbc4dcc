import assert from 'node:assert/strict';
import type { MutationScope } from '../auth/mutation-scope.js';
import { refuseMutation } from '../auth/root-guard.js';
import { buildSchema } from './build-schema.js';

describe('what mutations ask of accounts and access tokens', () => {
  it('every mutation states its scope', () => {
    const fields = Object.values(buildSchema().getMutationType()?.getFields() ?? {});
    const scopes = new Set<MutationScope>(['PUBLIC', 'ACCOUNT', 'READ', 'SUBMIT', 'ADMIN']);
    const without = fields.filter(({ extensions }) => !scopes.has(extensions['scope'] as MutationScope));
    assert.ok(fields.length > 20);
    assert.deepEqual(
      without.map(({ name }) => name),
      [],
      'put @Scope(…) above them',
    );
  });

  const cases: [scope: MutationScope | undefined, caller: string, isAllowed: boolean][] = [
    [undefined, 'active', true],
    [undefined, 'ALL', false],
    [undefined, 'waiting', false],
    ['PUBLIC', 'nobody', true],
    ['PUBLIC', 'waiting', true],
    ['PUBLIC', 'READ', true],
    ['ACCOUNT', 'active', true],
    ['ACCOUNT', 'waiting', true],
    ['ACCOUNT', 'ALL', false],
    ['SUBMIT', 'active', true],
    ['SUBMIT', 'waiting', false],
    ['SUBMIT', 'READ', false],
    ['SUBMIT', 'ALL', true],
    ['ADMIN', 'READ', false],
    ['ADMIN', 'ALL', true],
    ['ADMIN', 'waiting', false],
  ];
  for (const [scope, caller, isAllowed] of cases) {
    it(`${scope ?? 'none stated'}: ${caller} ${isAllowed ? 'may ask' : 'is refused'}`, () => {
      const request = {
        account:
          caller === 'nobody'
            ? null
            : { state: caller === 'waiting' ? ('ASKED' as const) : ('ACTIVE' as const), mustChangePassword: false },
        tokenScopes:
          caller === 'READ' ? (['READ'] as const) : caller === 'ALL' ? (['READ', 'SUBMIT', 'ADMIN'] as const) : null,
      };
      if (isAllowed) refuseMutation(request, scope);
      else assert.throws(() => refuseMutation(request, scope), { code: 'FORBIDDEN' });
    });
  }
});
