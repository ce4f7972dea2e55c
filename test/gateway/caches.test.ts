import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Authenticate } from '@hub/gateway/authenticate';
import { developmentSettings } from '@hub/gateway/config';
import { anonymous, rolePermissions, type UserActor } from '@hub/runtime/auth';
import { memoryCacheUse } from '@hub/runtime/memory';
import { postGraphql } from '../kit/post-graphql.js';
import { startGateway, stopGateways } from './start-gateway.js';

const ann: UserActor = {
  kind: 'user',
  accountId: 'ann',
  teamId: 'acme',
  membershipId: 'ann',
  sessionId: 'ann',
  role: 'member',
  permissions: rolePermissions.member,
  plan: 'PRO',
};
const authenticate: Authenticate = async (authorization) => (authorization === undefined ? anonymous : ann);
const mebibyte = 1024 * 1024;
const documents = 90;
const padding = 'x'.repeat(100_000);
const aliases = Array.from({ length: 20 }, (_, n) => `${'a'.repeat(190)}${n}x`);
const sha256Hash = (text: string): string => createHash('sha256').update(text).digest('hex');

type Request = Readonly<{ query: string; extensions?: object }>;

interface Flood {
  readonly of: string;
  readonly request: (n: number) => Request;
  readonly headers?: Record<string, string>;
  /** How many entries find room in the caches that it passes, by name. */
  readonly kept: Readonly<Record<string, readonly [min: number, max: number]>>;
}

// A character counts two bytes, so a document of 100 kB takes a little more than 200 kB with its tokens.
const parsed = { 'parsed documents': [50, Math.floor((12 * mebibyte) / 200_000)] } as const;

/** Documents of 100 kB of which no two are the same. */
const floods: readonly Flood[] = [
  {
    of: 'comments',
    request: (n) => ({ query: `#${padding}\n{ n${n}: tenders(first: 1) { id title summary } }` }),
    kept: parsed,
  },
  { of: 'blanks', request: (n) => ({ query: `{ n${n}: tenders ${' '.repeat(100_000)} { id } }` }), kept: parsed },
  {
    of: 'literals',
    request: (n) => ({ query: `{ tender(id: "${n}${padding}") { id title } }` }),
    kept: {
      ...parsed,
      'query plans': [8, Math.floor((12 * mebibyte) / 800_000)],
      'cache hints': [8, Math.floor((2 * mebibyte) / 200_000)],
    },
  },
  {
    of: 'persisted operations',
    request: (n) => {
      const query = `#${padding}\n{ p${n}: whoami }`;
      return { query, extensions: { persistedQuery: { version: 1, sha256Hash: sha256Hash(query) } } };
    },
    kept: { 'persisted operations': [25, Math.floor((6 * mebibyte) / 200_000)] },
  },
  {
    of: 'private answers',
    request: (n) => ({ query: `{ ${aliases.map((alias) => `${alias}${n}: note`).join(' ')} }` }),
    headers: { authorization: 'ann' },
    kept: { answers: [70, Math.floor(mebibyte / (2 * 20 * 190))] },
  },
  {
    of: 'refusals',
    request: (n) => ({ query: `{ r${n}: ${'n'.repeat(100_000)} }` }),
    // Whatever their length, they are remembered by their hash.
    kept: { 'document verdicts': [documents, documents] },
  },
];

/** Of the gateway that was started last. There is one cache of hints for each of the three subgraphs. */
function entriesOf(cache: string): number {
  const entries = memoryCacheUse().flatMap((use) => (use.name === cache ? [use.entries] : []));
  return Math.max(...entries.slice(cache === 'cache hints' ? -3 : -1));
}

describe('a flood of long documents', () => {
  afterEach(stopGateways);

  test.each(floods)('of $of never fills a cache beyond its bytes', async ({ request, headers, kept }) => {
    const settings = { ...developmentSettings, cacheBytesMax: mebibyte };
    const url = await startGateway({ authenticate, settings });
    const overfull = new Set<string>();

    for (let n = 0; n < documents; n += 1) {
      await postGraphql(url, request(n), headers);
      for (const { name, bytes, bytesMax } of memoryCacheUse()) if (bytes > bytesMax) overfull.add(name);
    }

    expect([...overfull]).toEqual([]);
    for (const [cache, [min, max]] of Object.entries(kept)) {
      expect([cache, entriesOf(cache) >= min, entriesOf(cache) <= max]).toEqual([cache, true, true]);
    }
  });
});
