import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { graphql } from '../../kit/client.js';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { addOwnTenders } from '../own-rows.js';

const mappingFields = graphql(`
  fragment MappingFields on SourceMapping @_unmask {
    items
    fields {
      field
      pointer
    }
    paging {
      style
      parameter
      first
      sizeParameter
      size
      nextPointer
    }
  }
`);
const previewOperation = graphql(
  `
    query Preview($input: MappingPreviewInput!) {
      mappingPreview(input: $input) {
        __typename
        ... on MappingPreview {
          rowCount
          tenderCount
          absentFields
          next
          mapping {
            ...MappingFields
          }
          rows {
            position
            isTender
            status
            values {
              field
              found
              value
            }
            problems {
              field
              path
              code
              message
            }
          }
        }
        ... on InvalidInput {
          problems {
            path
            code
            message
          }
        }
      }
    }
  `,
  [mappingFields],
);
const createOperation = graphql(`
  mutation Create($input: CreateTeamSourceInput!) {
    createTeamSource(input: $input) {
      __typename
      ... on CreateTeamSourceSuccess {
        source {
          id
          version
        }
      }
      ... on InvalidInput {
        problems {
          path
          code
        }
      }
    }
  }
`);
const sourcesOperation = graphql(
  `
    query Sources {
      teamSources {
        nodes {
          id
          mapping {
            ...MappingFields
          }
        }
      }
    }
  `,
  [mappingFields],
);

let hub: TestHub;
let acme: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub({
    now: () => new Date('2096-11-21T12:00:00Z'),
    env: { FIELD_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
  });
});
beforeEach(async () => {
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
});
afterAll(() => hub.close());

const fields = [
  { field: 'EXTERNAL_ID', pointer: '/ref' },
  { field: 'TITLE', pointer: '/name' },
  { field: 'CLOSING_AT', pointer: '/dates/closing' },
  { field: 'VALUE_AMOUNT', pointer: '/worth' },
  { field: 'PUBLISHER_STATUS', pointer: '/state' },
  { field: 'URL', pointer: '/link' },
  { field: 'BUYER_NAME', pointer: '/buyer' },
] as const;
const mapping = { items: '/data', fields: [...fields] };

const sample = {
  data: [
    {
      ref: 'A-1',
      name: ' Fix the roof ',
      dates: { closing: '2096-12-01 11:00' },
      worth: '1200.50',
      state: 'Open',
      link: 'https://example.org/a1',
    },
    { ref: 2, name: 'Cut the grass', dates: { closing: 'soon' }, worth: -1, state: 'wip', link: 'javascript:alert(1)' },
    { ref: 'A-3' },
    null,
    { ref: 'A-1', name: 'Fix the roof again', worth: 0 },
  ],
  links: { next: '/list?page=2' },
};

describe('a dry run of a mapping', () => {
  test('answers what the rows of a sample would become, and of each field that is not read why', async () => {
    const input = { kind: 'JSON', mapping, sample, timeZone: 'Africa/Johannesburg' } as const;

    const { mappingPreview } = await hub.as(admin).data(previewOperation, { input });

    const at = (row: string, ...steps: string[]) => ['sample', 'data', row, ...steps];
    if (mappingPreview?.__typename !== 'MappingPreview') throw new Error(JSON.stringify(mappingPreview));
    const { rows, mapping: inForce, ...counts } = mappingPreview;
    expect(counts).toEqual({
      __typename: 'MappingPreview',
      rowCount: 5,
      tenderCount: 2,
      absentFields: ['BUYER_NAME'],
      next: '/list?page=2',
    });
    expect(inForce?.fields).toHaveLength(fields.length);
    expect(rows.map(({ position, isTender, status }) => [position, isTender, status])).toEqual([
      [0, false, null],
      [1, true, 'UNKNOWN'],
      [2, false, null],
      [3, false, null],
      [4, true, 'UNKNOWN'],
    ]);
    expect(rows[0]?.values).toEqual([
      { field: 'EXTERNAL_ID', found: 'A-1', value: 'A-1' },
      { field: 'URL', found: 'https://example.org/a1', value: 'https://example.org/a1' },
      { field: 'TITLE', found: ' Fix the roof ', value: 'Fix the roof' },
      { field: 'PUBLISHER_STATUS', found: 'Open', value: 'open' },
      { field: 'VALUE_AMOUNT', found: '1200.50', value: '1200.5' },
      { field: 'CLOSING_AT', found: '2096-12-01 11:00', value: '2096-12-01T09:00:00.000Z' },
    ]);
    expect(rows.flatMap(({ problems }) => problems.map(({ message: _message, ...problem }) => problem))).toEqual([
      { field: 'EXTERNAL_ID', path: at('0', 'ref'), code: 'ALREADY_EXISTS' },
      { field: 'URL', path: at('1', 'link'), code: 'INVALID_VALUE' },
      { field: 'PUBLISHER_STATUS', path: at('1', 'state'), code: 'INVALID_VALUE' },
      { field: 'VALUE_AMOUNT', path: at('1', 'worth'), code: 'INVALID_VALUE' },
      { field: 'CLOSING_AT', path: at('1', 'dates', 'closing'), code: 'INVALID_VALUE' },
      { field: 'TITLE', path: at('2', 'name'), code: 'REQUIRED' },
      { field: null, path: at('3'), code: 'INVALID_VALUE' },
    ]);
    expect(await hub.database.sql('select 1 from tenders.team_tender')).toEqual([]);
  });

  test('needs no mapping for a marketplace, and shows the usual one', async () => {
    const jobs = [{ id: 7, title: 'A job', skills: [{ name: 'SQL' }], budget: { type: 'hourly', min: 10 } }];

    const { mappingPreview } = await hub
      .as(admin)
      .data(previewOperation, { input: { kind: 'MARKETPLACE', sample: { jobs, paging: { nextCursor: 'abc' } } } });

    expect(mappingPreview).toMatchObject({
      tenderCount: 1,
      next: 'abc',
      mapping: { items: '/jobs', paging: { style: 'CURSOR', parameter: 'cursor', nextPointer: '/paging/nextCursor' } },
      rows: [
        {
          values: expect.arrayContaining([
            { field: 'SKILLS', found: [{ name: 'SQL' }], value: ['SQL'] },
            { field: 'BUDGET_TYPE', found: 'hourly', value: 'HOURLY' },
          ]),
          problems: [],
        },
      ],
    });
  });

  test.each([
    [
      'a field that is named twice',
      { mapping: { fields: [...fields, fields[1]] } },
      ['mapping', 'fields', '7', 'field'],
      'ALREADY_EXISTS',
    ],
    ['a list that is elsewhere', { mapping: { ...mapping, items: '/rows' } }, ['mapping', 'items'], 'INVALID_VALUE'],
    [
      'a pointer that is none',
      { mapping: { ...mapping, fields: [...fields, { field: 'SKILLS' as const, pointer: 'skills' }] } },
      ['mapping', 'fields', '7', 'pointer'],
      'INVALID_VALUE',
    ],
    [
      'a page that is too large',
      { mapping: { ...mapping, paging: { style: 'PAGE' as const, size: 20_000 } } },
      ['mapping', 'paging', 'size'],
      'OUT_OF_RANGE',
    ],
    ['no mapping', { mapping: null }, ['mapping'], 'REQUIRED'],
    ['a standard of its own', { kind: 'OCDS' as const }, ['kind'], 'INVALID_VALUE'],
    ['a zone that is nowhere', { timeZone: 'Mars/Olympus' }, ['timeZone'], 'INVALID_VALUE'],
  ])('refuses %s beside its field', async (_what, more, path, code) => {
    const input = { kind: 'JSON' as const, mapping, sample, ...more };

    const { mappingPreview } = await hub.as(admin).data(previewOperation, { input });

    expect(mappingPreview).toEqual({
      __typename: 'InvalidInput',
      problems: [{ path, code, message: expect.stringMatching(/^[A-Za-z].*\.$/u) }],
    });
  });

  test('is for those who manage sources', async () => {
    const member = await acme.user({ role: 'member' });

    const { codes } = await hub.as(member).send(previewOperation, { input: { kind: 'JSON', mapping, sample } });

    expect(codes).toEqual(['FORBIDDEN']);
  });
});

describe('the mapping of a source', () => {
  const url = 'https://example.org/list';

  test('is shown with what is usual where nothing was said, and sets the same when it is sent back', async () => {
    await hub.as(admin).data(createOperation, {
      input: {
        ...{ kind: 'JSON', name: 'One', url, mapping: { ...mapping, paging: { style: 'PAGE', parameter: 'p' } } },
        credentials: { bearerToken: 'a-secret-of-the-team' },
      },
    });
    const first = await hub.as(admin).send(sourcesOperation);
    const shown = first.data?.teamSources?.nodes[0]?.mapping;
    if (!shown) throw new Error(first.text);

    await hub.as(admin).data(createOperation, { input: { kind: 'JSON', name: 'Two', url, mapping: shown } });
    const { teamSources } = await hub.as(admin).data(sourcesOperation);

    expect(shown.items).toBe('/data');
    expect(shown.fields.toSorted((left, right) => (left.field < right.field ? -1 : 1))).toEqual(
      fields.toSorted((left, right) => (left.field < right.field ? -1 : 1)),
    );
    expect(shown.paging).toEqual({
      style: 'PAGE',
      parameter: 'p',
      first: 1,
      sizeParameter: null,
      size: null,
      nextPointer: '/links/next',
    });
    expect(teamSources?.nodes.map((source) => source.mapping)).toEqual([shown, shown]);
    expect(first.text).not.toContain('a-secret-of-the-team');
  });

  test('is only for those who manage sources, also beside a tender that came through it', async () => {
    const { createTeamSource } = await hub.as(admin).data(createOperation, {
      input: { kind: 'OCDS', name: 'Open data', url },
    });
    const id = createTeamSource?.__typename === 'CreateTeamSourceSuccess' ? createTeamSource.source.id : '';
    const member = await acme.user({ role: 'member' });
    const node = graphql(`
      query Mapping($id: ID!) {
        node(id: $id) {
          ... on TeamSource {
            mapping {
              items
              fields {
                field
              }
            }
          }
        }
      }
    `);

    const ownTenders = graphql(`
      query OwnTenders {
        teamTenders {
          nodes {
            title
            source {
              mapping {
                items
              }
            }
          }
        }
      }
    `);

    const allowed = await hub.as(admin).data(node, { id });
    await addOwnTenders(hub.database, { teamId: acme.id, rows: [{ title: 'Fix the roof' }] });
    const refused = await hub.as(member).send(node, { id });
    const beside = await hub.as(member).data(ownTenders);

    expect(allowed.node).toEqual({ mapping: { items: null, fields: [] } });
    expect(refused.codes).toEqual(['FORBIDDEN']);
    expect(beside.teamTenders?.nodes).toEqual([{ title: 'Fix the roof', source: { mapping: null } }]);
  });
});
