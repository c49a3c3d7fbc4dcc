import assert from 'node:assert/strict';
import { limitKeyOf, networkOf } from './network-of.js';

describe('addresses of clients', () => {
  const cases: [address: string, network: string | null, key: string][] = [
    ['203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
    ['::ffff:203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
    ['2001:db8:12:34:aa:bb:cc:dd', '2001:db8:12::/48', '2001:db8:12:34::/64'],
    ['2001:db8::1', '2001:db8:0::/48', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0::/48', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0::/48', '0:0:0:0::/64'],
    ['', null, ''],
    ['nonsense', null, 'nonsense'],
  ];
  for (const [address, network, key] of cases) {
    it(`of “${address}”`, () => {
      assert.equal(networkOf(address), network);
      assert.equal(limitKeyOf(address), key);
    });
  }
});
