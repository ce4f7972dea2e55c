import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ocidOf, released, truthKit, type TruthKit } from './truth-kit.js';

let kit: TruthKit;
beforeAll(async () => {
  kit = await truthKit();
  await kit.feed(...releases);
});
afterAll(() => kit.close());

const active = (endDate: string, rest: Record<string, unknown> = {}) => ({
  status: 'active',
  tenderPeriod: { startDate: '2026-03-01T00:00:00Z', endDate },
  ...rest,
});
const ahead = '2026-04-01T10:00:00Z';
const past = '2026-03-10T10:00:00Z';

const releases = [
  released('ended', 1, active(ahead)),
  released('ended', 2, {}, { tag: ['tenderCancellation'] }),
  released('ended', 3, { documents: [{ id: 'n', title: 'Notice of cancellation' }] }),
  released('today', 1, active('2026-03-15')),
  released('yesterday', 1, active('2026-03-14')),
  released('lima', 1, active('2026-03-14'), { buyer: { id: 'b', name: 'B', address: { countryName: 'Perú' } } }),
  released('figures', 1, active('05/03/2026 11:00')),
  released('no-such-day', 1, active('2026-02-30T10:00:00Z')),
  released('mail', 1, active('Tue, 10 Mar 2026 10:00:00 GMT')),
  released('leap', 1, active('2026-03-09T23:59:60Z')),
  released('endless', 1, active('9999-12-31T00:00:00Z')),
  released('old', 1, { status: 'active' }, { date: '2014-05-01T00:00:00Z' }),
  released('first', 1, active(ahead, { datePublished: '2021-07-01T00:00:00Z' }), { tag: ['compiled'] }),
  released('void', 1, active(past), { awards: [{ id: 'a', status: 'Revoked', suppliers: [{ id: 's', name: 'S' }] }] }),
  released('part', 1, active(ahead), { awards: [{ id: 'a', status: 'active', suppliers: [{ id: 's', name: 'S' }] }] }),
  released('declared', 1, active(ahead)),
  released(
    'declared',
    2,
    { status: 'complete' },
    { awards: [{ id: 'a', status: 'active', suppliers: [{ id: 's', name: 'S' }] }] },
  ),
  released('ghosts', 1, active(ahead, { documents: [{ id: '', title: '', url: '' }], lots: [{ id: '', title: '' }] }), {
    awards: [{ id: '', status: '', suppliers: [{ id: '', name: '' }] }],
  }),
];

const fields = 'status statusReason closingAt closingAsPublished closingStatement publishedAt';
const expected = {
  ended: { status: 'CANCELLED', statusReason: 'CANCELLATION_RELEASED' },
  today: {
    ...{ status: 'OPEN', statusReason: 'CLOSING_AHEAD', closingAt: '2026-03-15T23:59:59.999Z' },
    ...{ closingAsPublished: '2026-03-15', closingStatement: 'DAY_ONLY' },
  },
  yesterday: { status: 'CLOSED', statusReason: 'CLOSING_PASSED', closingStatement: 'DAY_ONLY' },
  lima: { status: 'CLOSED', closingAt: '2026-03-15T04:59:59.999Z' },
  figures: {
    ...{ status: 'UNKNOWN', statusReason: 'CLOSING_UNREADABLE', closingAt: null },
    ...{ closingAsPublished: '05/03/2026 11:00', closingStatement: 'UNREADABLE' },
  },
  'no-such-day': { status: 'UNKNOWN', statusReason: 'CLOSING_UNREADABLE', closingStatement: 'UNREADABLE' },
  mail: { status: 'CLOSED', closingAt: '2026-03-10T10:00:00.000Z', closingStatement: 'EXACT' },
  leap: { status: 'CLOSED', closingAt: '2026-03-10T00:00:00.000Z', closingStatement: 'EXACT' },
  endless: { status: 'OPEN', statusReason: 'NO_CLOSING_STATED', closingAt: null, closingStatement: 'PLACEHOLDER' },
  old: { status: 'UNKNOWN', statusReason: 'SILENT_TOO_LONG', closingStatement: 'NOT_STATED' },
  first: { status: 'OPEN', publishedAt: '2021-07-01T00:00:00.000Z' },
  void: { status: 'CLOSED', statusReason: 'CLOSING_PASSED' },
  part: { status: 'OPEN', statusReason: 'CLOSING_AHEAD' },
  declared: { status: 'AWARDED', statusReason: 'AWARD_PUBLISHED', closingAt: '2026-04-01T10:00:00.000Z' },
  ghosts: { status: 'OPEN', statusReason: 'CLOSING_AHEAD' },
};
const cases = Object.entries(expected);

const openOnes = `query ($after: String) { tenders(filter: { statuses: [OPEN] }, first: 100, after: $after) {
  totalCount edges { node { ocid } } facets { statuses { status tenderCount } }
} }`;

async function openOcids(): Promise<string[]> {
  const { tenders } = JSON.parse(JSON.stringify(await kit.read(openOnes)));
  return tenders.edges.map(({ node }: { node: { ocid: string } }) => node.ocid).toSorted();
}
const whoIsOpen = ['endless', 'first', 'ghosts', 'part', 'today'].map(ocidOf).toSorted();

describe('a status', () => {
  test.each(cases)('of %s is read from the best evidence', async (process, wanted) => {
    expect(await kit.tender(process, fields)).toMatchObject(wanted);
  });

  test('is found by, and nothing dead is among the open ones', async () => {
    expect(await openOcids()).toEqual(whoIsOpen);
  });

  test('is what a tender had at an instant', async () => {
    const asOf = async (at: string) => {
      const found = JSON.parse(
        JSON.stringify(await kit.tender('old', `asOf(at: "${at}") { status statusReason closingStatement }`)),
      );
      return found.asOf;
    };
    expect(await asOf('2014-07-29T00:00:00Z')).toEqual({
      ...{ status: 'OPEN', statusReason: 'NO_CLOSING_STATED', closingStatement: 'NOT_STATED' },
    });
    expect(await asOf('2014-07-30T00:00:00Z')).toMatchObject({ status: 'UNKNOWN', statusReason: 'SILENT_TOO_LONG' });
  });

  test('that ended stays so in the history: no later document opens it again', async () => {
    const { history } = JSON.parse(
      JSON.stringify(await kit.tender('ended', 'history { edges { node { version changes { path before after } } } }')),
    );
    const ofLifecycle = history.edges.flatMap(({ node }: { node: { changes: { path: string }[] } }) =>
      node.changes.filter(({ path }) => path === 'lifecycle'),
    );
    expect(ofLifecycle).toEqual([{ path: 'lifecycle', before: 'LIVE', after: 'CANCELLED' }]);
  });

  test('that was declared over is told in the history as such', async () => {
    const { history } = JSON.parse(
      JSON.stringify(await kit.tender('declared', 'history { edges { node { changes { path before after } } } }')),
    );
    expect(history.edges.at(-1).node.changes).toContainEqual({ path: 'lifecycle', before: 'LIVE', after: 'AWARDED' });
  });

  test('a day goes out as the end of that day, never as its beginning', async () => {
    const { compiledRelease } = JSON.parse(JSON.stringify(await kit.tender('today', 'compiledRelease')));
    expect(compiledRelease.tender.tenderPeriod.endDate).toBe('2026-03-15T23:59:59Z');
  });
});

test('what older readers have stored becomes the same, with counts, and once', async () => {
  // As the readers before left them: everything open, a day closing when it begins, published with its only release.
  await kit.database.sql(
    `update tenders.tender set reader_version = 0, lifecycle = 'LIVE', status_evidence = null, closing_statement = 'EXACT',
       closing_at = case when closing_statement = 'DAY_ONLY' then date_trunc('day', closing_at) else closing_at end,
       published_at = (select min(released_at) from tenders.release r where r.ocid = tender.ocid)
     where ocid like 'ocds-tstrth-%'`,
  );
  await kit.database.sql(
    `update tenders.tender_search s set lifecycle = t.lifecycle, closing_at = t.closing_at, published_at = t.published_at
     from tenders.tender t where t.id = s.tender_id`,
  );
  expect(await openOcids()).not.toEqual(whoIsOpen);

  const { tendersRead, changed } = await kit.reread();

  expect(tendersRead).toBe(cases.length);
  expect(changed).toMatchObject({ lifecycle: 5, closing_at: 3, published_at: 1 });
  for (const [process, wanted] of cases) {
    const [row] = await kit.database.sql<{ statement: string }>(
      'select closing_statement as statement from tenders.tender where ocid = $1',
      [ocidOf(process)],
    );
    if ('closingStatement' in wanted) expect([process, row?.statement]).toEqual([process, wanted.closingStatement]);
  }
  expect(await openOcids()).toEqual(whoIsOpen);
  expect(await kit.reread()).toMatchObject({ tendersRead: 0 });
});
