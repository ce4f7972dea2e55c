import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId, encodePartId } from '@hub/runtime/graphql';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { ocidOf, step, versionsKit, type VersionsKit } from './versions-kit.js';

let kit: VersionsKit;
let acme: TestTeam;
let clerk: TestUser;
let admin: TestUser;
let tender: { row: string; id: string };
let processes = 0;
let process = '';
beforeAll(async () => {
  kit = await versionsKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  acme = await kit.team();
  clerk = await acme.user();
  admin = await acme.user({ role: 'admin' });
  processes += 1;
  process = `notes${processes}`;
  await kit.feed(
    step(process, 1, { title: 'Bridge', tenderPeriod: { endDate: '2026-02-01T09:00:00Z' } }),
    step(process, 2, {}),
    step(process, 5, { tenderPeriod: { endDate: '2026-02-15T09:00:00Z' } }),
  );
  tender = await kit.tenderOf(ocidOf(process));
});

const memberOf = (person: TestUser) => ({ id: encodeId('Member', person.actor.membershipId) });

describe('acknowledging changes', () => {
  const acknowledge = (input: Record<string, unknown>, as: TestUser = clerk) =>
    kit.as(as).send(
      `mutation ($input: AcknowledgeChangeInput!) { acknowledgeChange(input: $input) { __typename
        ... on AcknowledgeChangeSuccess { change { version acknowledgement { acknowledgedBy { id } acknowledgedAt } tender {
          unacknowledgedChanges { edges { node { version } } } } } }
        ... on UserError { message } } }`,
      { input },
    );
  const open = async (as: TestUser = clerk, impacts = '') => {
    const { data } = await kit
      .as(as)
      .send(
        `query ($id: ID!) { tender(id: $id) { unacknowledgedChanges(filter: { impacts: [${impacts}] }) { totalCount edges { node { version } } } } }`,
        { id: tender.id },
      );
    const { edges, totalCount } = data.tender.unacknowledgedChanges;
    expect(totalCount).toBe(edges.length);
    return edges.map(({ node }: { node: { version: number } }) => node.version);
  };

  test('says who did it and when, for the whole team and for no other', async () => {
    expect(await open()).toEqual([3]);
    expect(await open(clerk, 'NONE, MINOR, MATERIAL')).toEqual([3, 2]);
    const { data } = await acknowledge({ tenderId: tender.id, version: 3 });
    expect(data.acknowledgeChange).toEqual({
      __typename: 'AcknowledgeChangeSuccess',
      change: {
        version: 3,
        acknowledgement: { acknowledgedBy: memberOf(clerk), acknowledgedAt: expect.stringMatching(/Z$/u) },
        tender: { unacknowledgedChanges: { edges: [] } },
      },
    });
    expect(await open(admin)).toEqual([]);
    expect(await open(await (await kit.team()).user())).toEqual([3]);
  });

  test('is asked for by the ids of versions, in the list and in the feed', async () => {
    const ids = async (query: string, variables: Record<string, unknown> = {}) =>
      (await kit.as(clerk).send(query, { id: tender.id, ...variables })).data;
    const list = `query ($id: ID!, $ids: [ID!]) { tender(id: $id) {
      unacknowledgedChanges(filter: { ids: $ids }) { totalCount nodes { id version } } } }`;
    const all = await ids(list);
    const [change] = all.tender.unacknowledgedChanges.nodes;

    const one = await ids(list, { ids: [change.id] });
    const none = await ids(list, { ids: [encodePartId('TenderVersion', { row: tender.row, part: '9' })] });
    await kit.settled();
    const feed = await ids('query ($ids: [ID!]) { changes(filter: { ids: $ids }) { changes { id } } }', {
      ids: [change.id],
    });

    expect([change.version, one]).toEqual([3, all]);
    expect(none.tender.unacknowledgedChanges).toEqual({ totalCount: 0, nodes: [] });
    expect(feed).toEqual({ changes: { changes: [{ id: change.id }] } });
  });

  test('a second time keeps who was first', async () => {
    const first = await acknowledge({ tenderId: tender.id, version: 3 });
    expect((await acknowledge({ tenderId: tender.id, version: 3 }, admin)).data).toEqual(first.data);
  });

  test('is counted anew by each field of a request that acknowledges and takes it back', async () => {
    const left = '{ change { tender { unacknowledgedChanges { totalCount edges { node { version } } } } } }';
    const { data } = await kit.as(clerk).send(
      `mutation ($input: AcknowledgeChangeInput!, $back: UnacknowledgeChangeInput!) {
        acknowledgeChange(input: $input) { ... on AcknowledgeChangeSuccess ${left} }
        unacknowledgeChange(input: $back) { ... on UnacknowledgeChangeSuccess ${left} } }`,
      { input: { tenderId: tender.id, version: 3 }, back: { tenderId: tender.id, version: 3 } },
    );

    expect(data.acknowledgeChange.change.tender.unacknowledgedChanges).toEqual({ totalCount: 0, edges: [] });
    expect(data.unacknowledgeChange.change.tender.unacknowledgedChanges).toEqual({
      totalCount: 1,
      edges: [{ node: { version: 3 } }],
    });
  });

  test('survives a release that arrives late and renumbers the change', async () => {
    await acknowledge({ tenderId: tender.id, version: 3 });
    await kit.feed(step(process, 3, { category: 'Civil works' }));
    expect(await open()).toEqual([3]);
    expect(await open(clerk, 'MATERIAL')).toEqual([]);
  });

  test('holds no longer when the change was worked out anew with another result', async () => {
    await acknowledge({ tenderId: tender.id, version: 3 });
    await kit.feed(step(process, 3, { tenderPeriod: { endDate: '2026-02-09T09:00:00Z' } }));
    expect(await open()).toEqual([4, 3]);
    const { data } = await acknowledge({ tenderId: tender.id, version: 4 }, admin);
    expect(data.acknowledgeChange.change.acknowledgement.acknowledgedBy).toEqual(memberOf(admin));
    expect(await open()).toEqual([3]);
  });

  test('of what does not exist says so, and stores nothing', async () => {
    const inputs = [
      { tenderId: tender.id, version: 1 },
      { tenderId: tender.id, version: 9 },
      { tenderId: encodeId('Tender', randomUUID()), version: 3 },
    ];
    for (const input of inputs) {
      expect((await acknowledge(input)).data).toEqual({
        acknowledgeChange: {
          __typename: 'NotFound',
          message: 'There is no such version of a tender with this id.',
        },
      });
    }
    expect(
      await kit.database.sql('select 1 from tenders.change_acknowledgement where team_id = $1', [acme.id]),
    ).toEqual([]);
  });

  test('needs the right to change entries, and input that can be one', async () => {
    const viewer = await acme.user({ role: 'viewer' });
    expect((await acknowledge({ tenderId: tender.id, version: 3 }, viewer)).codes).toEqual(['FORBIDDEN']);
    const { data } = await acknowledge({ tenderId: tender.id, version: -1 });
    expect(data.acknowledgeChange.__typename).toBe('InvalidInput');
    expect((await acknowledge({ tenderId: encodeId('Entry', tender.row), version: 3 })).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  const takeBack = (input: Record<string, unknown>, as: TestUser = clerk) =>
    kit.as(as).send(
      `mutation ($input: UnacknowledgeChangeInput!) { unacknowledgeChange(input: $input) { __typename
        ... on UnacknowledgeChangeSuccess { change { version acknowledgement { acknowledgedAt } tender {
          unacknowledgedChanges { edges { node { version } } } } } }
        ... on UserError { code path } } }`,
      { input },
    );

  test('may be taken back, and then the change is to be looked at again', async () => {
    await acknowledge({ tenderId: tender.id, version: 3 });

    const { data } = await takeBack({ tenderId: tender.id, version: 3 }, admin);

    expect(data.unacknowledgeChange).toEqual({
      __typename: 'UnacknowledgeChangeSuccess',
      change: {
        version: 3,
        acknowledgement: null,
        tender: { unacknowledgedChanges: { edges: [{ node: { version: 3 } }] } },
      },
    });
    expect(await open()).toEqual([3]);
  });

  test('another team cannot take it back, nor anybody what was never acknowledged', async () => {
    await acknowledge({ tenderId: tender.id, version: 3 });
    const stranger = await (await kit.team()).user();
    const notFound = { __typename: 'NotFound', code: 'NOT_FOUND', path: ['version'] };

    expect((await takeBack({ tenderId: tender.id, version: 3 }, stranger)).data.unacknowledgeChange).toEqual(notFound);
    expect((await takeBack({ tenderId: tender.id, version: 2 })).data.unacknowledgeChange).toEqual(notFound);
    expect(await open()).toEqual([]);
  });
});

describe('overriding a field', () => {
  const fields = 'field original published value reason isOutdated createdBy { id } updatedBy { id }';
  const override = (input: Record<string, unknown>, as = admin) =>
    kit.as(as).send(
      `mutation ($input: OverrideTenderFieldInput!) { overrideTenderField(input: $input) { __typename
        ... on OverrideTenderFieldSuccess { override { ${fields} } tender { overrides { field } } }
        ... on InvalidInput { path message } ... on NotFound { message } } }`,
      { input: { tenderId: tender.id, ...input } },
    );
  const remove = (input: Record<string, unknown>, as = admin) =>
    kit.as(as).send(
      `mutation ($input: DeleteTenderOverrideInput!) { deleteTenderOverride(input: $input) { __typename
        ... on DeleteTenderOverrideSuccess { deletedId field tender { overrides { field } } } ... on UserError { message } } }`,
      { input: { tenderId: tender.id, ...input } },
    );
  const shown = async (as: TestUser = clerk) =>
    (
      await kit
        .as(as)
        .send(`query ($id: ID!) { tender(id: $id) { title closingAt overrides { ${fields} } } }`, { id: tender.id })
    ).data.tender;
  const closing = { field: 'CLOSING_AT', value: '2026-02-20T11:00:00+02:00', reason: ' Told by telephone. ' };

  test('shows the original beside it and leaves the tender as published', async () => {
    const expected = {
      ...{ field: 'CLOSING_AT', original: '2026-02-15T09:00:00.000Z', published: '2026-02-15T09:00:00.000Z' },
      ...{
        value: '2026-02-20T09:00:00.000Z',
        reason: 'Told by telephone.',
        isOutdated: false,
        createdBy: memberOf(admin),
        updatedBy: memberOf(admin),
      },
    };
    const { data } = await override(closing);
    expect(data.overrideTenderField).toEqual({
      __typename: 'OverrideTenderFieldSuccess',
      override: expected,
      tender: { overrides: [{ field: 'CLOSING_AT' }] },
    });
    expect(await shown()).toEqual({ title: 'Bridge', closingAt: '2026-02-15T09:00:00.000Z', overrides: [expected] });
    expect((await shown(await (await kit.team()).user())).overrides).toEqual([]);
  });

  test('is outdated once the publisher has changed the field', async () => {
    await override(closing);
    await kit.feed(step(process, 7, { tenderPeriod: { endDate: '2026-02-28T09:00:00Z' } }));
    expect((await shown()).overrides).toMatchObject([
      { original: '2026-02-15T09:00:00.000Z', published: '2026-02-28T09:00:00.000Z', isOutdated: true },
    ]);
    await override({ ...closing, reason: 'Still holds.' });
    expect((await shown()).overrides).toMatchObject([{ original: '2026-02-28T09:00:00.000Z', isOutdated: false }]);
  });

  test('is effective for the team, and nobody else: what was published stays', async () => {
    const read = async (as: TestUser) => {
      const query = `query ($id: ID!) { tender(id: $id) { title closingAt value { amount }
        effective { title closingAt province value { amount currency } overriddenFields } } }`;
      return (await kit.as(as).send(query, { id: tender.id })).data.tender;
    };
    await override(closing);
    await override({ field: 'VALUE_AMOUNT', value: '1250000.50', reason: 'By phone.' });
    await override({ field: 'VALUE_CURRENCY', value: 'ZAR', reason: 'By phone.' });
    await override({ field: 'PROVINCE', value: 'LIMPOPO', reason: 'By phone.' });

    const published = { title: 'Bridge', closingAt: '2026-02-15T09:00:00.000Z', value: null };
    expect(await read(clerk)).toEqual({
      ...published,
      effective: {
        ...{ title: 'Bridge', closingAt: new Date(String(closing.value)).toISOString(), province: 'LIMPOPO' },
        value: { amount: '1250000.50', currency: 'ZAR' },
        overriddenFields: ['CLOSING_AT', 'PROVINCE', 'VALUE_AMOUNT', 'VALUE_CURRENCY'],
      },
    });
    expect(await read(await (await kit.team()).user())).toEqual({
      ...published,
      effective: { title: 'Bridge', closingAt: published.closingAt, province: null, value: null, overriddenFields: [] },
    });
  });

  test('can say that a field is not stated, and be removed once', async () => {
    await override({ field: 'DESCRIPTION', value: null, reason: 'Wrong text.' });
    await override(closing);
    expect(
      (await shown()).overrides.map(({ field, value }: { field: string; value: unknown }) => [field, value]),
    ).toEqual([
      ['CLOSING_AT', '2026-02-20T09:00:00.000Z'],
      ['DESCRIPTION', null],
    ]);
    const stranger = await (await kit.team()).user({ role: 'admin' });
    expect((await remove({ field: 'CLOSING_AT' }, stranger)).data.deleteTenderOverride.__typename).toBe('NotFound');
    expect((await remove({ field: 'CLOSING_AT' })).data).toEqual({
      deleteTenderOverride: {
        __typename: 'DeleteTenderOverrideSuccess',
        deletedId: expect.any(String),
        field: 'CLOSING_AT',
        tender: { overrides: [{ field: 'DESCRIPTION' }] },
      },
    });
    expect((await remove({ field: 'CLOSING_AT' })).data.deleteTenderOverride.__typename).toBe('NotFound');
    expect((await shown()).overrides).toHaveLength(1);
  });

  test.each([
    [{ field: 'CLOSING_AT', value: '2026-02-20', reason: 'x' }, 'value'],
    [{ field: 'VALUE_AMOUNT', value: '-1', reason: 'x' }, 'value'],
    [{ field: 'VALUE_CURRENCY', value: 'rand', reason: 'x' }, 'value'],
    [{ field: 'PROVINCE', value: 'Gauteng', reason: 'x' }, 'value'],
    [{ field: 'TITLE', value: null, reason: 'x' }, 'value'],
    [{ field: 'CLOSING_AT', value: '0000-01-01T00:00:00Z', reason: 'x' }, 'value'],
    [{ field: 'CLOSING_AT', value: '2026-02-20T09:00:00+18:01', reason: 'x' }, 'value'],
    [{ field: 'TITLE', value: 'x', reason: '  ' }, 'reason'],
    [{ field: 'TITLE', value: 'x', reason: 'x'.repeat(1001) }, 'reason'],
  ])('refuses %p', async (input, field) => {
    expect((await override(input)).data.overrideTenderField).toMatchObject({
      __typename: 'InvalidInput',
      path: [field],
    });
    expect((await shown()).overrides).toEqual([]);
  });

  test('of a tender that does not exist says so', async () => {
    const { data } = await override({ ...closing, tenderId: encodeId('Tender', randomUUID()) });
    expect(data.overrideTenderField).toEqual({
      ...{ __typename: 'NotFound', message: 'There is no tender with this id.' },
    });
  });

  test('needs the right to manage sources and overrides', async () => {
    expect([(await override(closing, clerk)).codes, (await remove({ field: 'TITLE' }, clerk)).codes]).toEqual([
      ['FORBIDDEN'],
      ['FORBIDDEN'],
    ]);
  });
});
