import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, encodeId, encodePartId } from '@hub/runtime/graphql';
import { isObjectType } from 'graphql';
import { apiSchemaOf } from '../kit/api-schema.js';
import { feedInto, notice } from '../tenders/import-kit.js';
import { openWorld, unknownId } from '../kit/world.js';

const world = await openWorld();
const { hub, own, other } = world;
const schema = await apiSchemaOf(hub);

const types = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
  .map(({ name }) => name)
  .sort();
/** Ids of what is public. */
let published: Readonly<Record<string, string>> = {};
afterAll(() => world.close());

beforeAll(async () => {
  published = await addPublished();
});

/** A tender with a part of each kind, and what was set aside. */
async function addPublished(): Promise<Record<string, string>> {
  const [award] = await hub.database.sql<{ tender_id: string; key: string }>(
    'select tender_id, key from tenders.award',
  );
  const [record] = await hub.database.sql<{ id: string }>('select id from tenders.supplier_record');
  const row = award?.tender_id ?? '';
  const url = 'https://example.org/a.pdf';
  const [file, replacement, quarantined] = [randomUUID(), randomUUID(), randomUUID()];
  await hub.database.sql(`insert into tenders.lot (tender_id, key, position, title) values ($1, 'l/1', 1, 'Lot one')`, [
    row,
  ]);
  await hub.database.sql(`insert into tenders.item (tender_id, key, position, lot_key) values ($1, 'i 1', 1, 'l/1')`, [
    row,
  ]);
  await hub.database.sql(
    `insert into tenders.award_item (tender_id, award_key, key, position) values ($1, $2, 'i 1', 1)`,
    [row, award?.key],
  );
  await hub.database.sql(`insert into tenders.public_contract (tender_id, key, position) values ($1, 'c', 1)`, [row]);
  await hub.database.sql(
    `insert into tenders.tender_document (tender_id, key, position, scope, url) values ($1, 'd', 1, 'TENDER', $2)`,
    [row, url],
  );
  await hub.database.sql(
    `insert into tenders.document_fetch (id, url_hash, url, source_id, checked_at, next_fetch_at)
     select $1, sha256(convert_to($2, 'UTF8')), $2, source_id, now(), now() from tenders.tender where id = $3`,
    [file, url, row],
  );
  await hub.database.sql(
    `insert into tenders.document_replacement (id, document_fetch_id, sha256_before, sha256_after, byte_size_before, byte_size_after, last_seen_at, replaced_at)
     values ($1, $2, sha256('a'), sha256('b'), 1, 2, now(), now())`,
    [replacement, file],
  );
  await hub.database.sql(
    `insert into tenders.quarantined_release (id, source_id, reason, detail, origin, content_hash, raw)
     select $1, source_id, 'MISSING_OCID', 'It has no ocid.', 'a file', sha256('x'), '{}' from tenders.tender where id = $2`,
    [quarantined, row],
  );
  await feedInto(hub.database, [notice(990, { documents: [{ id: 'd', title: 'Plan' }] })]);
  const [noticed] = await hub.database.sql<{ id: string }>(
    `select id from tenders.tender where ocid = 'ocds-9t57fa-990'`,
  );
  const instant = Date.parse('2096-01-01T00:00:00Z').toString(36);
  const part = (type: string, ...keys: string[]) => encodePartId(type, { row, part: digestOf(...keys) });
  return {
    Award: part('Award', award?.key ?? ''),
    Lot: part('Lot', 'l/1'),
    TenderItem: part('TenderItem', 'i 1'),
    AwardItem: part('TenderItem', award?.key ?? '', 'i 1'),
    PublicContract: part('PublicContract', 'c'),
    TenderDocument: part('TenderDocument', 'd'),
    TenderDocumentSnapshot: encodePartId('TenderDocumentSnapshot', {
      row: noticed?.id ?? '',
      part: `${digestOf('d')}${instant}`,
    }),
    DocumentReplacement: encodeId('DocumentReplacement', replacement),
    QuarantinedRelease: encodeId('QuarantinedRelease', quarantined),
    SupplierRecord: encodeId('SupplierRecord', record?.id ?? ''),
  };
}

const idOf = (type: string) => own.ids[type] ?? published[type] ?? '';
const ask = (query: string, variables: Record<string, unknown>, as = own.people.admin) =>
  hub.ask(query, { variables, as });
const node = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';

/** Who sees a thing, where an admin does not. */
const readerOf: Readonly<Record<string, 'member' | 'platform'>> = { Notification: 'member', PlatformTeam: 'platform' };
/** What is no team's: every team has the same ones, or none. */
const isOfNoTeam = ['Buyer', 'Supplier', 'Tender', 'TenderVersion', 'PlatformTeam'];

describe('node', () => {
  test.each([...types, 'AwardItem'])(
    'finds a thing of each type by the id that it says of itself: %s',
    async (type) => {
      const { data, errors } = await ask(node, { id: idOf(type) }, own.people[readerOf[type] ?? 'admin']);

      expect([errors, data]).toEqual([
        [],
        { node: { __typename: type === 'AwardItem' ? 'TenderItem' : type, id: idOf(type) } },
      ]);
    },
  );

  test('answers what other subgraphs know of a thing', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { ... on Entry { notes tender { title } } ... on Team { slug } } }';

    const entry = await ask(query, { id: idOf('Entry') });
    const team = await ask(query, { id: idOf('Team') });

    expect([entry.data, team.data]).toEqual([
      { node: { notes: 'note of Acme Civils', tender: { title: 'Supply of pipes' } } },
      { node: { slug: own.team.slug } },
    ]);
  });

  test('refuses whoever is no super-admin a team as the platform sees it, whether there is one or not', async () => {
    const [known, unknown] = [
      await ask(node, { id: other.ids['PlatformTeam'] }),
      await ask(node, { id: unknownId('PlatformTeam') }),
    ];

    const codes = [known, unknown].map(({ data, errors }) => [
      data,
      errors.map(({ extensions }) => extensions['code']),
    ]);
    expect(codes).toEqual([
      [{ node: null }, ['FORBIDDEN']],
      [{ node: null }, ['FORBIDDEN']],
    ]);
  });

  test.each(types.filter((type) => type in own.ids && !isOfNoTeam.includes(type)))(
    'knows no %s of another team, and answers as for an id of nothing',
    async (type) => {
      const foreign = await ask(node, { id: other.ids[type] });
      const unknown = await ask(node, { id: unknownId(type) });

      expect([foreign.status, foreign.errors, foreign.data]).toEqual([200, [], { node: null }]);
      expect([unknown.status, unknown.errors, unknown.data]).toEqual([200, [], { node: null }]);
    },
  );

  test.each([
    ['of no type', Buffer.from(`Nothing:${randomUUID()}`).toString('base64url')],
    ['that is no id', 'x'],
    ['without characters', ''],
    ['of a part without one', encodeId('Award', randomUUID())],
    ['of a version that is no number', encodePartId('TenderVersion', { row: randomUUID(), part: 'two' })],
  ])('refuses an id %s', async (_what, id) => {
    const { data, errors } = await ask(node, { id });

    expect([data, errors.map(({ extensions }) => extensions['code'])]).toEqual([{ node: null }, ['BAD_USER_INPUT']]);
  });

  test.each([
    ['TeamSource', 'source:manage'],
    ['QuarantinedRelease', 'source:manage'],
    ['SavedSearch', 'search:save'],
    ['SavedSearchMatch', 'search:save'],
    ['Export', 'tender:export'],
  ])('needs the permission of the type: %s %s', async (type, permission) => {
    const { data, errors } = await ask(node, { id: idOf(type) }, own.people.viewer);

    expect([data, errors.map(({ message }) => message)]).toEqual([
      { node: null },
      [`This needs the permission ${permission}. Ask an admin of your team.`],
    ]);
  });
});

describe('nodes', () => {
  test('come in the order of their ids, with null for what is not there', async () => {
    const ids = [idOf('Entry'), unknownId('Entry'), idOf('Tender'), other.ids['Entry'], idOf('Entry')];

    const { data, errors } = await ask(nodes, { ids });

    const entry = { __typename: 'Entry', id: idOf('Entry') };
    expect([errors, data]).toEqual([
      [],
      { nodes: [entry, null, { __typename: 'Tender', id: idOf('Tender') }, null, entry] },
    ]);
  });

  test('are null where the type needs a permission that is not held, and leave the others', async () => {
    const { data, errors } = await ask(nodes, { ids: [idOf('Export'), idOf('Entry')] }, own.people.viewer);

    expect([errors, data]).toEqual([[], { nodes: [null, { __typename: 'Entry', id: idOf('Entry') }] }]);
  });

  test('that are refused are recorded as denials, each permission once a request', async () => {
    const viewer = await own.team.user({ role: 'viewer' });
    const ids = [idOf('Export'), idOf('SavedSearch'), idOf('SavedSearchMatch'), idOf('Entry')];

    await ask(nodes, { ids }, viewer);

    const denials = await hub.database.sql<{ body: Record<string, unknown> }>(
      `select body from events.inbox where type = 'tenders.access_denied' and actor_id = $1 order by body ->> 'permission'`,
      [viewer.actor.accountId],
    );
    expect(denials.map(({ body }) => body)).toEqual([
      { field: 'Query.nodes', permission: 'search:save', isLast: false },
      { field: 'Query.nodes', permission: 'tender:export', isLast: false },
    ]);
  });

  test('are at most 100, and may be none', async () => {
    const most = await ask(nodes, { ids: Array.from({ length: 100 }, () => idOf('Buyer')) });
    const none = await ask(nodes, { ids: [] });
    const tooMany = await ask(nodes, { ids: Array.from({ length: 101 }, () => idOf('Buyer')) });

    expect([most.errors, (most.data?.['nodes'] as unknown[]).length, none.data]).toEqual([[], 100, { nodes: [] }]);
    expect([tooMany.data, tooMany.errors.map(({ extensions }) => extensions['code'])]).toEqual([
      { nodes: null },
      ['BAD_USER_INPUT'],
    ]);
  });
});
