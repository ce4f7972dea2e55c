import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent } from 'undici';

/** An address that may not be called. The message is fit to be shown to whoever gave it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Networks that no address given by a team may lead into (RFC 6890 and its successors). */
const closed = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  closed.addSubnet(network, bits, 'ipv4');

// Only global unicast is open, and of it not what wraps an IPv4 address (6to4, Teredo, NAT64) or is for documentation.
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.addSubnet(network, bits, 'ipv6');
}

/** True for an address of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  if (family !== 6) return false;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  return open6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

export interface GuardOptions {
  /** Hosts that may be called although they are private: the test server, or a proxy of the operator. Names or addresses. */
  readonly hostsAllowed: readonly string[];
  /** The setting that lists those hosts, named where one is refused. */
  readonly setting: string;
  readonly connectTimeoutMs?: number;
  /** Connections to one host at a time. Default 1: a portal that is asked several things at once answers with failures. */
  readonly connections?: number;
}

/**
 * Refuses an address before anything is sent to it: only http(s), no user and password in it, https unless the host is
 * allowed by name, and no address of a private network written out.
 *
 * @throws AddressRefused with a sentence for whoever gave the address.
 */
export function assertCallable(url: URL, { hostsAllowed, setting }: GuardOptions): void {
  const host = hostOf(url.hostname);
  if (hostsAllowed.includes(host)) return;
  if (url.protocol !== 'https:') throw new AddressRefused('The address must begin with https://.');
  if (url.username !== '' || url.password !== '')
    throw new AddressRefused('The address may not hold a user or password. Give them as credentials.');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw privateNetwork(setting);
  if (host === 'localhost' || /\.(?:localhost|local|internal)$/u.test(host)) throw privateNetwork(setting);
}

/** An address as it may be called: what was written down with http is asked by https, unless the host is allowed by name. */
export function secured(url: URL, hostsAllowed: readonly string[]): URL {
  if (url.protocol !== 'http:' || hostsAllowed.includes(hostOf(url.hostname))) return url;
  const safe = new URL(url);
  safe.protocol = 'https:';
  return safe;
}

/**
 * Connections that check the address at the very moment of connecting: the name is resolved once, every address it has
 * must be public, and the one that was checked is the one that is dialled. A name that answers differently a second
 * later gains nothing.
 */
export function guardedAgent(options: GuardOptions): Agent {
  return new Agent({
    connections: options.connections ?? 1,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    connect: {
      timeout: options.connectTimeoutMs ?? 10_000,
      lookup(hostname, lookupOptions, callback) {
        lookup(hostname, { ...lookupOptions, all: true }, (error, addresses) => {
          if (error) return callback(error, []);
          const refused = options.hostsAllowed.includes(hostname)
            ? undefined
            : addresses.find(({ address }) => !isPublicAddress(address));
          if (refused !== undefined || addresses.length === 0) return callback(privateNetwork(options.setting), []);
          answer(addresses, lookupOptions.all === true, callback);
        });
      },
    },
  });
}

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

function answer(addresses: LookupAddress[], wantsAll: boolean, callback: LookupCallback): void {
  const [first] = addresses;
  if (wantsAll || first === undefined) callback(null, addresses);
  else callback(null, first.address, first.family);
}

function hostOf(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/gu, '')
    .replace(/\.$/u, '')
    .toLowerCase();
}

function privateNetwork(setting: string): AddressRefused {
  return new AddressRefused(
    `The address leads into a private network. Who runs the product can allow its host in ${setting}.`,
  );
}
