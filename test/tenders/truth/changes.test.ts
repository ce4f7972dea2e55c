import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ocidOf, released, truthKit, type TruthKit } from './truth-kit.js';

let kit: TruthKit;
beforeAll(async () => {
  kit = await truthKit();
  await kit.feed(
    released('addendum', 1, { title: 'A bridge', status: 'active', documents: [{ id: '1', title: 'Terms' }] }),
    released('addendum', 5, { amendments: [addendum] }, { tag: ['tenderAmendment'] }),
    released('unclassed', 1, { title: 'A road', status: 'active' }),
    released('unclassed', 2, { colourOfTheSigns: 'blue' }),
  );
});
afterAll(() => kit.close());

const addendum = {
  id: 'a2',
  date: '2026-03-05T00:00:00Z',
  rationale: 'The bill of quantities is replaced',
  documents: [{ id: 'a2d', title: 'Addendum 2.pdf', url: 'https://example.org/a2.pdf' }],
};

const versions = 'history { edges { node { version impact changes { path before after impact } } } }';
const historyOf = async (process: string) => {
  const { history } = JSON.parse(JSON.stringify(await kit.tender(process, versions)));
  return history.edges.map(({ node }: { node: unknown }) => node);
};

/** The change of a process that is told under a path. */
async function changeAt(process: string, path: string) {
  const [newest] = await historyOf(process);
  const change = newest.changes.find((one: { path: string }) => one.path === path);
  return { version: newest.version, impact: newest.impact, ...change };
}

describe('an addendum that changes nothing else', () => {
  test('is a material version that tells its rationale and its document', async () => {
    expect(await changeAt('addendum', 'tender/amendments/a2')).toEqual({
      ...{ version: 2, impact: 'MATERIAL', path: 'tender/amendments/a2', before: null, after: addendum },
    });
  });

  test('is among the changes that matter', async () => {
    await kit.settled();
    const query = '{ changes(filter: { impacts: [MATERIAL] }, first: 100) { changes { version tender { ocid } } } }';
    const { changes } = JSON.parse(JSON.stringify(await kit.read(query)));
    expect(changes.changes).toEqual([{ version: 2, tender: { ocid: ocidOf('addendum') } }]);
  });
});

test('says of each release whether its id is the publisher’s own', async () => {
  const { id: _id, ...nameless } = released('nameless', 7, { colourOfTheRails: 'red' });
  await kit.feed(
    released('nameless', 1, { title: 'A viaduct', status: 'active' }),
    released('nameless', 2, { colourOfTheRails: 'blue' }),
    nameless,
  );
  const { history } = JSON.parse(
    JSON.stringify(await kit.tender('nameless', 'history { nodes { version releaseKey isReleaseKeyDerived } }')),
  );
  expect(history.nodes).toEqual([
    { version: 3, releaseKey: `derived:${ocidOf('nameless')}-2026-03-07T00:00:00Z`, isReleaseKeyDerived: true },
    { version: 2, releaseKey: 'nameless-2', isReleaseKeyDerived: false },
  ]);
});

test('a change that nobody has classed is worth knowing', async () => {
  expect(await historyOf('unclassed')).toEqual([
    {
      ...{ version: 2, impact: 'MINOR' },
      changes: [{ path: 'tender/colourOfTheSigns', before: null, after: 'blue', impact: 'MINOR' }],
    },
  ]);
});

test('what older readers left untold is told after reading again', async () => {
  await kit.database.sql(`update tenders.tender_version set impact = 'NONE', changes = '[]'`);
  await kit.database.sql('update tenders.tender set reader_version = 0');
  expect((await historyOf('addendum'))[0]).toEqual({ version: 2, impact: 'NONE', changes: [] });

  await kit.reread();

  expect(await changeAt('addendum', 'tender/amendments/a2')).toMatchObject({ impact: 'MATERIAL', after: addendum });
});
