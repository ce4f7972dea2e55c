import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rolePermissions, type PartnerActor } from '@hub/runtime/auth';
import { encodeId } from '@hub/runtime/graphql';
import { randomUUID } from 'node:crypto';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam } from '../kit/people.js';

let hub: TestHub;
let acme: TestTeam;
beforeAll(async () => {
  hub = await testHub();
  acme = await hub.team();
});
afterAll(() => hub.close());

const track = 'mutation ($input: TrackTenderInput!) { trackTender(input: $input) { __typename } }';
const input = { tenderId: encodeId('Tender', randomUUID()) };

async function denialsOf(accountId: string | null): Promise<unknown[]> {
  const rows = await hub.database.sql<{ type: string; body: Record<string, unknown> }>(
    `select type, body from events.inbox where type like '%.access_denied' and actor_id is not distinct from $1 order by number`,
    [accountId],
  );
  return rows.map(({ type, body }) => ({ type, ...body }));
}

describe('a denial', () => {
  test('is recorded once a request, however often the field is asked for', async () => {
    const viewer = await acme.user({ role: 'viewer' });
    const fields = ['one', 'two', 'three'].map((name) => `${name}: teamSources { totalCount }`).join(' ');

    const { errors } = await hub.ask(`{ ${fields} }`, { as: viewer });

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect(await denialsOf(viewer.actor.accountId)).toEqual([
      { type: 'tenders.access_denied', field: 'Query.teamSources', permission: 'source:manage', isLast: false },
    ]);
  });

  test('of a partner names the partner, and what only members have is denied to it', async () => {
    const partner: PartnerActor = {
      kind: 'partner',
      clientId: 'a partner',
      teamId: acme.id,
      permissions: rolePermissions.member,
      plan: 'PRO',
    };

    const { errors } = await hub.ask('mutation { setDefaultSavedSearch(input: {}) { __typename } }', {
      actor: partner,
    });

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(await denialsOf(null)).toEqual([
      {
        type: 'tenders.access_denied',
        field: 'Mutation.setDefaultSavedSearch',
        permission: 'search:save',
        isLast: false,
      },
    ]);
  });

  test('of a plain address is recorded by its path', async () => {
    const narrow = await acme.user({ can: [] });

    const answer = await hub.hub.subgraphs.tenders.answerTarget({
      target: '/ocds/releases/ocds-1',
      actor: narrow.actor,
      requestId: 'plain',
    });

    expect(answer.status).toBe(403);
    expect(await denialsOf(narrow.actor.accountId)).toEqual([
      expect.objectContaining({ type: 'tenders.access_denied', permission: 'tender:read' }),
    ]);
  });
});

test('a flood of denials leaves 250, and the last one says so', async () => {
  const viewer = await acme.user({ role: 'viewer' });
  const other = await acme.user({ role: 'viewer' });

  for (let count = 0; count < 255; count += 1)
    await hub.askSubgraph('workspace', track, { as: viewer.actor, variables: { input } });
  await hub.askSubgraph('workspace', track, { as: other.actor, variables: { input } });

  const denial = { type: 'workspace.access_denied', field: 'Mutation.trackTender', permission: 'entry:track' };
  expect(await denialsOf(viewer.actor.accountId)).toEqual([
    ...Array.from({ length: 249 }, () => ({ ...denial, isLast: false })),
    { ...denial, isLast: true },
  ]);
  expect(await denialsOf(other.actor.accountId)).toEqual([{ ...denial, isLast: false }]);
});
