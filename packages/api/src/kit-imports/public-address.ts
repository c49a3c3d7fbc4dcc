import ipaddr from 'ipaddr.js';

/**
 * Whether an address is one of the public internet: not loopback, private, link-local (where clouds keep their metadata),
 * multicast, reserved, or another form of such a one. What cannot be told is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `unicast` is what no special range claims; IPv4 in the clothes of IPv6 has ranges of its own.
  return ipaddr.parse(address).range() === 'unicast';
}
