import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { settledEvents, type SettledEvents } from '../kit/settled-events.js';
import { addTender } from '../kit/tender-rows.js';

const log = graphql(`
  query Log($filter: AuditEventFilter, $orderBy: AuditEventOrder! = RECORDED_AT_ASC, $first: Int, $after: String) {
    auditEvents(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        sequence
        eventType
        outcome
        risk
        actorKind
        actor {
          account {
            email
          }
        }
        subjectType
        subjectId
        before
        after
        sessionId
        address
        userAgent
        requestKey
        operation
        permission
        reason
        isErased
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
const track = graphql(`
  mutation ($input: TrackTenderInput!) {
    trackTender(input: $input) {
      ... on TrackTenderSuccess {
        entry {
          id
          version
        }
      }
    }
  }
`);
const update = graphql(`
  mutation ($input: UpdateEntryInput!) {
    updateEntry(input: $input) {
      __typename
    }
  }
`);
const override = graphql(`
  mutation ($input: OverrideTenderFieldInput!) {
    overrideTenderField(input: $input) {
      __typename
    }
  }
`);

let hub: TestHub;
let settled: SettledEvents;
let team: TestTeam;
let admin: TestUser;
let clerk: TestUser;
let viewer: TestUser;
let tenderId: string;
let entryId: string;

beforeAll(async () => {
  hub = await testHub();
  settled = settledEvents(hub.database);
  team = await hub.team();
  admin = await team.user({ role: 'admin' });
  clerk = await team.user();
  viewer = await team.user({ role: 'viewer' });
  const tender = await addTender(hub.database, { title: 'Pipes' });
  tenderId = tender.id;
  const asClerk = hub.as(clerk, { 'user-agent': 'Tester/1.0' });
  const { trackTender } = await asClerk.data(track, { input: { tenderId } });
  const entry = trackTender && 'entry' in trackTender ? trackTender.entry : undefined;
  entryId = entry?.id ?? '';
  await asClerk.data(update, { input: { id: entryId, expectedVersion: entry?.version ?? 0, status: 'INTERESTED' } });
  await hub.as(viewer).send(track, { input: { tenderId } });
  await hub
    .as(admin)
    .data(override, { input: { tenderId, field: 'TITLE', value: 'Steel pipes', reason: 'The notice says steel.' } });
  await settled();
});
afterAll(() => hub.close());

describe('the audit log', () => {
  test('tells of each change who made it, from where, by which permission, and what it was before and after', async () => {
    const { auditEvents } = await hub.as(admin).data(log);

    const [tracked, updated, denied, overridden] = auditEvents?.nodes ?? [];
    expect(auditEvents?.totalCount).toBe(4);
    expect(updated).toEqual({
      sequence: 2,
      eventType: 'workspace.entry_updated',
      outcome: 'DONE',
      risk: 'LOW',
      actorKind: 'PERSON',
      actor: { account: { email: clerk.email } },
      subjectType: 'Entry',
      subjectId: entryId,
      before: { status: 'PENDING' },
      after: { status: 'INTERESTED' },
      sessionId: encodeId('Session', clerk.actor.sessionId),
      address: '127.0.0.0/24',
      userAgent: 'Tester/1.0',
      requestKey: expect.stringMatching(/^[\w-]{8,}$/u),
      operation: 'updateEntry',
      permission: 'ENTRY_UPDATE',
      reason: null,
      isErased: false,
    });
    expect(tracked).toMatchObject({ eventType: 'workspace.entry_tracked', operation: 'trackTender' });
    expect(denied).toMatchObject({
      eventType: 'workspace.access_denied',
      outcome: 'DENIED',
      risk: 'HIGH',
      actor: { account: { email: viewer.email } },
      operation: 'trackTender',
      permission: 'ENTRY_TRACK',
    });
    expect(overridden).toMatchObject({ risk: 'MEDIUM', reason: 'The notice says steel.', permission: 'SOURCE_MANAGE' });
  });

  test.each([
    ['by person', () => ({ actorIds: [encodeId('Member', clerk.actor.membershipId)] }), [1, 2]],
    ['by thing', () => ({ subjectIds: [entryId] }), [1, 2]],
    ['by a thing of another type', () => ({ subjectIds: [tenderId] }), [4]],
    ['by operation, refused ones among them', () => ({ operations: ['trackTender'] }), [1, 3]],
    ['by kind', () => ({ eventTypes: ['workspace.entry_updated'] }), [2]],
    ['by risk', () => ({ risks: ['HIGH' as const, 'MEDIUM' as const] }), [3, 4]],
    ['by outcome', () => ({ outcomes: ['DENIED' as const] }), [3]],
    ['by kind and risk', () => ({ eventTypes: ['workspace.entry_updated'], risks: ['HIGH' as const] }), []],
    [
      'by a period that is now',
      () => ({ occurred: { from: new Date(Date.now() - 60_000).toISOString() } }),
      [1, 2, 3, 4],
    ],
    ['by a period that is over', () => ({ occurred: { before: '2026-01-01T00:00:00Z' } }), []],
    ['by a period to come', () => ({ occurred: { from: '2999-01-01T00:00:00Z' } }), []],
  ])('is searched %s', async (_how, filter, expected) => {
    const { auditEvents } = await hub.as(admin).data(log, { filter: filter() });

    expect(auditEvents?.nodes.map(({ sequence }) => sequence)).toEqual(expected);
    expect(auditEvents?.totalCount).toBe(expected.length);
  });

  test('is followed by place: what is recorded between two pages is on the next one', async () => {
    const other = await hub.team();
    const owner = await other.user({ role: 'owner' });
    const note = async (title: string) => {
      const { id } = await addTender(hub.database, { title });
      await hub.as(owner).data(track, { input: { tenderId: id } });
    };
    await note('First');
    await note('Second');
    await settled();
    const first = await hub.as(owner).data(log, { first: 1 });
    await note('Third');
    await settled();

    const rest = await hub.as(owner).data(log, { first: 5, after: first.auditEvents?.pageInfo.endCursor ?? null });
    const newest = await hub.as(owner).data(log, { first: 1, orderBy: 'RECORDED_AT_DESC' });

    expect(first.auditEvents?.nodes.map(({ sequence }) => sequence)).toEqual([1]);
    expect(rest.auditEvents?.nodes.map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(newest.auditEvents?.nodes.map(({ sequence }) => sequence)).toEqual([3]);
  });

  test('tells of an event that an erasure has emptied only that it was there', async () => {
    const other = await hub.team();
    const owner = await other.user({ role: 'owner' });
    const { id } = await addTender(hub.database, { title: 'Forgotten' });
    await hub.as(owner).data(track, { input: { tenderId: id } });
    await settled();
    await hub.database.sql('update events.event set salt = null, body = null, context = null where team_id = $1', [
      other.id,
    ]);

    const { auditEvents } = await hub.as(owner).data(log);

    expect(auditEvents?.nodes).toMatchObject([
      { sequence: 1, eventType: 'workspace.entry_tracked', isErased: true, address: null, before: null, after: null },
    ]);
  });

  test('refuses a period that ends before it begins, and a cursor of the other order', async () => {
    const { auditEvents } = await hub.as(admin).data(log, { first: 1 });
    const after = auditEvents?.pageInfo.endCursor ?? null;
    const occurred = { from: '2026-02-01T00:00:00Z', before: '2026-01-01T00:00:00Z' };

    const period = await hub.as(admin).send(log, { filter: { occurred } });
    const cursor = await hub.as(admin).send(log, { after, orderBy: 'RECORDED_AT_DESC' });

    expect([period.codes, cursor.codes]).toEqual([['BAD_USER_INPUT'], ['BAD_USER_INPUT']]);
  });
});
