import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import { decodeId } from '@hub/runtime/graphql';
import { addTender } from '../kit/tender-rows.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());

const track = graphql(
  'mutation ($input: TrackTenderInput!) { trackTender(input: $input) { __typename ... on TrackTenderSuccess { entry { id version } } } }',
);
const update = graphql('mutation ($input: UpdateEntryInput!) { updateEntry(input: $input) { __typename } }');

const inbox = () =>
  hub.database.sql<Record<string, unknown>>(
    `select team_id, type, subject_id, actor_id, body, context - '{request,operation,permission}'::text[] as context, context ? 'request' as "isNamed", written_by
     from events.inbox where written_by = 'svc_workspace' order by number`,
  );

describe('a mutation', () => {
  test('leaves one event, with who did it and what changed', async () => {
    const acme = await hub.team();
    const clerk = await acme.user();
    const tender = await addTender(hub.database, { title: 'Pipes' });
    const { actor } = clerk;

    const { trackTender } = await hub.as(clerk).data(track, { input: { tenderId: tender.id, notes: 'Call them.' } });
    if (trackTender?.__typename !== 'TrackTenderSuccess') throw new Error(trackTender?.__typename);
    const { id, version } = trackTender.entry;
    await hub
      .as(clerk)
      .data(update, { input: { id, expectedVersion: version, status: 'INTERESTED', notes: 'x'.repeat(9_000) } });

    const about = {
      team_id: acme.id,
      subject_id: decodeId('Entry', id),
      actor_id: actor.accountId,
      context: {
        ...{ by: 'user', role: 'member', session: actor.sessionId, risk: 'low' },
        ...{ address: '127.0.0.0/24', agent: 'lightMyRequest' },
      },
      isNamed: true,
      written_by: 'svc_workspace',
    };
    expect(await inbox()).toEqual([
      {
        ...about,
        type: 'workspace.entry_tracked',
        body: { tenderId: tender.row, status: 'PENDING', priority: 'MEDIUM', assigneeMembershipId: null },
      },
      {
        ...about,
        type: 'workspace.entry_updated',
        body: {
          tenderId: tender.row,
          version: version + 1,
          changes: [
            { field: 'status', before: 'PENDING', after: 'INTERESTED' },
            { field: 'notes', before: 'Call them.', after: `${'x'.repeat(200)}…` },
          ],
        },
      },
    ]);
  });

  test('that changes nothing leaves none', async () => {
    const acme = await hub.team();
    const clerk = await acme.user();
    const tender = await addTender(hub.database, { title: 'Roads' });
    await hub.as(clerk).data(track, { input: { tenderId: tender.id } });
    const before = await inbox();

    const again = await hub.as(clerk).data(track, { input: { tenderId: tender.id } });

    expect(again.trackTender?.__typename).toBe('AlreadyTracked');
    expect(await inbox()).toEqual(before);
  });
});
