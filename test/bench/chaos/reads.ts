import { pick } from '../search/random.js';
import type { Acting, Action } from './acting.js';
import { isSignedOut } from './client.js';
import type { Person } from './people.js';

const words = ['roads', 'pumps', 'cleaning', 'reservoir', 'roof repairs', 'street lighting', 'municipality'];
const provinces = ['GAUTENG', 'WESTERN_CAPE', 'KWAZULU_NATAL', 'LIMPOPO', 'FREE_STATE'];

const read =
  (
    kind: string,
    query: string,
    variablesOf: (acting: Acting, person: Person) => Record<string, unknown> = () => ({}),
  ): Action =>
  async (acting, person) => {
    const token = person.session?.accessToken;
    const { codes } = await acting.client.ask({ kind, query, variables: variablesOf(acting, person), token });
    if (codes.some(isSignedOut)) person.session = null;
  };

const aTender = ({ scene, random }: Acting) => ({ id: pick(scene.tenderIds, random) });

/** Questions that change nothing, one for each subgraph and each store. Those of `insights` also need MongoDB. */
export const reads: Readonly<Record<string, Action>> = {
  tender: read(
    'read:tender',
    'query ($id: ID!) { tender(id: $id) { title status value { amount } buyer { name } documents { nodes { title } } entry { status } } }',
    aTender,
  ),
  person: read('read:person', '{ me { role account { email } team { name plan } } }'),
  members: read('read:members', '{ team { members { edges { node { account { displayName } } } } } }'),
  entries: read(
    'read:entries',
    '{ entries(first: 10, orderBy: UPDATED_AT_DESC) { edges { node { notes version tender { title } } } } }',
  ),
  figures: read('read:figures', '{ tendersByProvince { usedRowCount rows { province tenderCount } } }'),
  insights: read(
    'insights:tender',
    'query ($id: ID!) { tender(id: $id) { title summary { state text } readiness { score } } }',
    aTender,
  ),
  search: read(
    'search:tenders',
    'query ($search: String, $filter: TenderFilter) { tenders(search: $search, filter: $filter, first: 10) { edges { node { title closingAt } } } }',
    ({ random }) => ({
      search: random() < 0.7 ? pick(words, random) : null,
      filter: random() < 0.5 ? { provinces: [pick(provinces, random)] } : null,
    }),
  ),
};
