import { isIPv4, isIPv6 } from 'node:net';

const mappedPrefix = '::ffff:';

/**
 * The network of an address, without what leads to one household or person: three of the four numbers of IPv4, 48 bits
 * of IPv6. Null for what is no address.
 */
export function networkOf(address: string): string | null {
  const [bare = ''] = address.split('%');
  const plain = bare.toLowerCase().startsWith(mappedPrefix) ? bare.slice(mappedPrefix.length) : bare;
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return null;
  const groups = groupsOf(plain)
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/48`;
}

/** The eight groups of an IPv6 address, of which `::` leaves out those that are zero. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const [first = [], last = []] = [left, right];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return [...first, ...Array.from({ length: missing }, () => '0'), ...last];
}
