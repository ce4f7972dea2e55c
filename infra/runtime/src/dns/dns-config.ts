import { isIP } from 'node:net';
import { z } from 'zod';
import { list, loadConfig, type Environment } from '../config/config.js';

const fields = z.object({
  DNS_SERVERS: list('1.1.1.1,127.0.0.1:5353')
    .refine(
      (servers) => servers.every(isServer),
      'Name IP addresses, each with or without a port, such as 127.0.0.1:5353.',
    )
    .optional(),
});

/**
 * Reads which servers are asked for names of the outside; none for those of the machine.
 * @throws ConfigError when one of them is no address.
 */
export function dnsServersFrom(env: Environment): readonly string[] {
  return loadConfig(fields, env).DNS_SERVERS ?? [];
}

function isServer(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/u.exec(text) ?? [];
  const isHost = bracketed === undefined ? isIP(plain ?? '') === 4 : isIP(bracketed) === 6;
  return isHost && Number(port) > 0 && Number(port) < 65_536;
}
