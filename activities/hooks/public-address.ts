/** Which addresses a hook may connect to. */
import ipaddr from 'ipaddr.js';

/** The part of IPv6 that is handed out for use on the internet. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public internet, so that nobody can point a hook at a machine behind our own
 * walls: not loopback, private (RFC 1918, RFC 4193), link-local (there clouds serve their credentials, 169.254.169.254),
 * shared (RFC 6598), reserved, multicast or unspecified. An IPv4 address inside an IPv6 one counts as itself where it is
 * mapped (`::ffff:10.0.0.1`), and is refused where a gateway would unwrap it (NAT64, 6to4, Teredo). A text that is no
 * address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (ip.range() !== 'unicast') return false;
  return ip instanceof ipaddr.IPv4 || ip.match(GLOBAL_UNICAST);
}
