import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { createSubgraph } from '@hub/tenders/subgraph';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';

let kit: TestSubgraph;
beforeAll(async () => {
  kit = await testSubgraph({ name: 'tenders', create: createSubgraph });
});
afterAll(() => kit.close());

test('without Redis, all doors of a process that refuse somebody count together', async () => {
  const team = await kit.team();
  const viewer = await team.user({ role: 'viewer' });
  const ids = [encodeId('Export', randomUUID())];

  for (let count = 0; count < 150; count += 1) {
    await kit.ask('{ teamSources { totalCount } }', { as: viewer.actor });
    await kit.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { as: viewer.actor, variables: { ids } });
  }

  const recorded = await kit.database.sql<{ field: string; count: number }>(
    `select body ->> 'field' as field, count(*)::int as count from events.inbox where actor_id = $1 group by 1 order by 1`,
    [viewer.actor.accountId],
  );
  expect(recorded).toEqual([
    { field: 'Query.nodes', count: 125 },
    { field: 'Query.teamSources', count: 125 },
  ]);
});
