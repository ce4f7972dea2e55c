import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSubgraph } from '@hub/tenders/subgraph';
import type { TestUser } from '../kit/people.js';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';

let subgraph: TestSubgraph;
let admin: TestUser;
let member: TestUser;
beforeAll(async () => {
  subgraph = await testSubgraph({ name: 'tenders', create: createSubgraph });
  const team = await subgraph.team({ name: 'Acme' });
  admin = await team.user({ role: 'admin', displayName: 'An admin' });
  member = await team.user({ role: 'member', displayName: 'A member' });
});
afterAll(() => subgraph.close());
beforeEach(async () => {
  await subgraph.database.sql('truncate tenders.quarantined_release');
});

/** Sets releases aside, oldest first. */
async function setAside(...rows: { raw: string | Buffer; reason?: string; source?: string; isResolved?: boolean }[]) {
  for (const { raw, reason = 'MISSING_DATE', source = 'za-etenders', isResolved = false } of rows) {
    await subgraph.database.sql(`insert into tenders.source (name, title) values ($1, $1) on conflict do nothing`, [
      source,
    ]);
    await subgraph.database.sql(
      `insert into tenders.quarantined_release (id, source_id, reason, detail, ocid, release_id, origin, content_hash, raw, quarantined_at, resolved_at)
       select app.uuid_v7(), id, $2, 'The release has no date.', 'ocds-9t57fa-1', 'r1', 'folder/a.json', sha256($3), $3,
         '2026-05-05T10:00:00Z', case when $4 then now() end from tenders.source where name = $1`,
      [source, reason, Buffer.from(raw), isResolved],
    );
  }
}

const list = (variables: Record<string, unknown> = {}, as: TestUser = admin) =>
  subgraph.as(as).send(
    `query ($ids: [ID!], $sources: [String!], $reasons: [QuarantineReason!], $first: Int, $after: String) {
       quarantinedReleases(filter: { ids: $ids, sources: $sources, reasons: $reasons }, first: $first, after: $after) {
         edges { node { id source reason detail ocid releaseKey origin excerpt byteSize quarantinedAt replayedAt } }
         pageInfo { hasNextPage endCursor }
       }
     }`,
    variables,
  );
const excerpts = async (variables: Record<string, unknown> = {}): Promise<string[]> => {
  const { data } = await list(variables);
  return [...JSON.stringify(data).matchAll(/"excerpt":"([^"]*)"/gu)].map(([, text]) => text ?? '');
};

describe('the list of releases that were set aside', () => {
  test('shows what is wrong with each and how it begins, and no more of it', async () => {
    await setAside({ raw: `{"id":\n\u0000 ${'é😀'.repeat(1_000)}` });

    const { data } = await list();

    expect(data).toMatchObject({
      quarantinedReleases: {
        edges: [
          {
            node: {
              source: 'za-etenders',
              reason: 'MISSING_DATE',
              detail: 'The release has no date.',
              ocid: 'ocds-9t57fa-1',
              releaseKey: 'r1',
              origin: 'folder/a.json',
              byteSize: 6_010 - 1,
              quarantinedAt: '2026-05-05T10:00:00.000Z',
              replayedAt: null,
            },
          },
        ],
        pageInfo: { hasNextPage: false },
      },
    });
    const [excerpt = ''] = [...JSON.stringify(data).matchAll(/"excerpt":"((?:[^"\\]|\\.)*)"/gu)].map(
      ([, text]) => text,
    );
    expect(excerpt.startsWith('{\\"id\\":  é😀é😀')).toBe(true);
    expect(Array.from(String(JSON.parse(`"${excerpt}"`)))).toHaveLength(500);
  });

  test('holds only what is still open, newest first, by source and reason', async () => {
    await setAside(
      { raw: 'first' },
      { raw: 'resolved', isResolved: true },
      { raw: 'elsewhere', source: 'elsewhere' },
      { raw: 'too deep', reason: 'TOO_DEEP' },
    );
    expect(await excerpts()).toEqual(['too deep', 'elsewhere', 'first']);
    expect(await excerpts({ sources: ['za-etenders'] })).toEqual(['too deep', 'first']);
    expect(await excerpts({ sources: ['za-etenders'], reasons: ['MISSING_DATE'] })).toEqual(['first']);
    expect(await excerpts({ sources: ['nowhere'] })).toEqual([]);
    const [id] = [...JSON.stringify((await list({ reasons: ['TOO_DEEP'] })).data).matchAll(/"id":"([^"]+)"/gu)].map(
      ([, text]) => text,
    );
    expect(await excerpts({ ids: [id] })).toEqual(['too deep']);
  });

  test('comes in pages that neither skip nor repeat', async () => {
    await setAside(...['a', 'b', 'c', 'd', 'e'].map((raw) => ({ raw })));
    const seen: string[] = [];
    let after: unknown = null;
    for (let pages = 0; pages < 3; pages += 1) {
      const { data } = await list({ first: 2, after });
      seen.push(...[...JSON.stringify(data).matchAll(/"excerpt":"([^"]*)"/gu)].map(([, text]) => text ?? ''));
      after = /"endCursor":"([^"]+)"/u.exec(JSON.stringify(data))?.[1];
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  test('refuses what is no page, and whoever does not run sources', async () => {
    expect((await list({ first: 101 })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await list({ after: 'x' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await list({}, member)).codes).toEqual(['FORBIDDEN']);
  });
});
