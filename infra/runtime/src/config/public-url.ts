import { z } from 'zod';
import type { Environment } from './environment.js';
import { url } from './fields.js';
import { loadConfig } from './load-config.js';

const fields = z.object({
  PUBLIC_URL: url(['http:', 'https:'], 'https://hub.example.org').default('http://127.0.0.1:4000'),
});

/**
 * PUBLIC_URL: the address of this installation as people see it, without a slash at its end. It stands in links.
 * @throws ConfigError when it is no address.
 */
export function publicUrlFrom(env: Environment): string {
  return loadConfig(fields, env).PUBLIC_URL.replace(/\/+$/u, '');
}
