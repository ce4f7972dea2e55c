import { afterAll, expect, test } from '@jest/globals';
import { apiSchemaOf } from '../kit/api-schema.js';
import { queriesOf } from '../kit/input-places.js';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
const { hub, own } = world;
const queries = queriesOf(await apiSchemaOf(hub), own.ids);
afterAll(() => world.close());

/** Fields that everybody may read alike, and whose answers everybody may therefore keep. */
const openToAll = ['sourceHealth'];

/** Reads by GET, as browsers and caches between do; says what the answer says about keeping it. */
async function cachingOf(query: string, authorization: string | undefined): Promise<string> {
  const { headers } = await hub.gateway.fastify.inject({
    method: 'GET',
    url: `/graphql?query=${encodeURIComponent(query)}`,
    headers: { 'apollo-require-preflight': '1', ...(authorization !== undefined && { authorization }) },
  });
  return String(headers['cache-control']);
}

test.each(queries.map(({ name, query }) => [name, query] as const))(
  'an answer of %s may be kept by everybody only if everybody may read it',
  async (name, query) => {
    const toMember = await cachingOf(query, `Bearer ${own.people.owner.accessToken}`);
    const toStranger = await cachingOf(query, undefined);

    expect(toMember).not.toContain('public');
    expect(toStranger.includes('public')).toBe(openToAll.includes(name));
  },
);
