import { isIPv4, isIPv6 } from 'node:net';

/** What tries from an address are counted under: all of a household's or host's IPv6 addresses are one. */
export function limitKeyOf(address: string): string {
  const plain = plainAddress(address);
  return isIPv6(plain) ? `${groupsOf(plain, 4)}::/64` : plain;
}

/** The network that an address belongs to: enough to recognise a place, not a person. Null: no address of the internet. */
export function networkOf(address: string): string | null {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return null;
  return `${groupsOf(plain, 3)}::/48`;
}

/** Without the zone of this machine; IPv4 as such, also where a socket of IPv6 took it. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

function groupsOf(address: string, count: number): string {
  const groups = (address.split('::')[0] ?? '').split(':').filter(Boolean);
  return [...groups, ...Array.from({ length: count }, () => '0')].slice(0, count).join(':');
}
