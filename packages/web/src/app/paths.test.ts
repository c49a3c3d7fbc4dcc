import assert from 'node:assert/strict';
import { backFrom, paths } from './paths.ts';

describe('addresses', () => {
  it('escape what they are made of', () => {
    assert.equal(paths.event('a b/c'), '/events/a%20b%2Fc');
    assert.equal(paths.signIn('/events/iris'), '/sign-in?back=%2Fevents%2Firis');
    assert.equal(paths.signIn('/'), '/sign-in');
  });

  it('lead back after signing in, but never to another site', () => {
    assert.equal(backFrom('?back=%2Fevents%2Firis%2Fsubmit'), '/events/iris/submit');
    assert.equal(backFrom(''), '/');
    for (const evil of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      assert.equal(backFrom(`?back=${encodeURIComponent(evil)}`), '/');
    }
  });
});
