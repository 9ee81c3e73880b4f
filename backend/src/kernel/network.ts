import ipaddr from 'ipaddr.js';

/**
 * An address as a proxy tells it, without its port: App Service's front end writes `203.0.113.7:51234` and
 * `[2001:db8::1]:51234` into X-Forwarded-For, Front Door none.
 */
export function withoutPort(address: string): string {
  const bracketed = /^\[(.+)\](?::\d+)?$/.exec(address);
  if (bracketed?.[1]) return bracketed[1];
  const [ip, port, ...more] = address.split(':');
  return ip !== undefined && port !== undefined && more.length === 0 ? ip : address;
}

/**
 * Whose an address is, as far as counting goes: an IPv6 /64 is one household's, whatever of it is used; an IPv4 written as
 * IPv6 is the IPv4. What is no address is taken as it is.
 */
export function networkOf(address: string): string {
  const bare = withoutPort(address).replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return bare;
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/** Whether an address says whose it is: behind a proxy that tells none, everybody seems to come from one inside. */
export function isPublicNetwork(network: string): boolean {
  const address = network.replace(/\/64$/, '');
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
