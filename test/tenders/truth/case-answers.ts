// cspell:ignore contruction
import { expect } from '@jest/globals';
import type { TruthKit } from './truth-kit.js';

/** What a case of ../shared/cases must answer. */
interface CaseAnswer {
  /** Name of the file in its folder; input.json when left out. */
  readonly file?: string;
  /** How its import ends; SUCCEEDED when left out. */
  readonly status?: string;
  check(kit: TruthKit): Promise<void>;
}

const ocid = (name: string): string => `ocds-c4se01-${name}`;

/** A case of which fields of one tender are asked. */
function fieldsOf(name: string, fields: string, expected: unknown): CaseAnswer {
  return fieldsOfAll(fields, { [name]: expected });
}

/** A case of which the same fields of several tenders are asked. */
function fieldsOfAll(fields: string, expected: Readonly<Record<string, unknown>>): CaseAnswer {
  return {
    async check(kit) {
      const found = Object.keys(expected).map(async (name) => [name, await kit.tender(ocid(name), fields)] as const);
      expect(Object.fromEntries(await Promise.all(found))).toEqual(expected);
    },
  };
}

/** Ocids that a search finds, without their prefix, in its order. */
async function found(kit: TruthKit, variables: Record<string, unknown>) {
  const query = `query ($search: String, $filter: TenderFilter, $orderBy: TenderOrder) {
    tenders(search: $search, filter: $filter, orderBy: $orderBy, first: 100) { correctedSearch recognisedProvinces edges { node { ocid } } }
  }`;
  const { tenders } = JSON.parse(JSON.stringify(await kit.read(query, variables)));
  const ocids: string[] = tenders.edges.map(({ node }: { node: { ocid: string } }) => node.ocid);
  return {
    ocids: ocids.map((one) => one.replace(/^ocds-[^-]+-/u, '')),
    corrected: tenders.correctedSearch,
    provinces: tenders.recognisedProvinces,
  };
}

async function foundBy(kit: TruthKit, search: string): Promise<string[]> {
  return (await found(kit, { search })).ocids;
}

const history = 'history { edges { node { version impact changes { path before after impact } } } }';
const money = (amount: string, currency: string | null) => ({ value: { amount, currency } });

const textCases: Record<string, CaseAnswer> = {
  'buyer-in-parties': fieldsOf('bop', 'buyer { name }', { buyer: { name: 'Ministry of Parties' } }),
  'title-is-a-number': fieldsOf('tir', 'title reference', {
    ...{ title: 'Calibration standards for the forensic laboratory', reference: 'SIE-SNMLCF-2026-004-772102' },
  }),
  'title-in-languages': {
    async check(kit) {
      expect(await kit.tender(ocid('lm1'), 'title buyer { name }')).toEqual({
        ...{ title: 'Snow clearing services', buyer: { name: 'City of Example' } },
      });
      for (const text of ['snow clearing', 'déneigement', 'deneigement'])
        expect([text, await foundBy(kit, text)]).toEqual([text, ['lm1']]);
    },
  },
  'html-in-texts': {
    async check(kit) {
      const tender = JSON.parse(
        JSON.stringify(await kit.tender(ocid('htm'), 'title description buyer { name } compiledRelease')),
      );
      expect(tender).toMatchObject({
        title: "Upgrade of Water Works & Sewer's Lines",
        buyer: { name: 'Smith & Sons Development Agency' },
      });
      expect(tender.description).toBe('Scope:\n\n- Pump station\n- Rising main');
      expect(tender.compiledRelease.tender.title).toContain('<b>Upgrade</b>');
      for (const text of ['nbsp', 'amp', 'script', 'style'])
        expect([text, await foundBy(kit, text)]).toEqual([text, []]);
      expect(await foundBy(kit, '"Smith & Sons"')).toEqual(['htm']);
    },
  },
};

const moneyCases: Record<string, CaseAnswer> = {
  'amounts-as-people-write-them': fieldsOfAll('value { amount currency }', {
    am0: money('1234.56', 'EUR'),
    am1: money('1234.56', 'USD'),
    am2: money('1500000', 'ZAR'),
    am3: money('2500000.5', 'ZAR'),
  }),
  'currency-in-words': fieldsOfAll('value { amount currency }', {
    cu0: money('1000', 'ZAR'),
    cu1: money('1000', 'ZAR'),
    cu2: money('1000', null),
    cu3: money('1000', null),
    cu4: money('1000', 'EUR'),
  }),
  'zero-is-no-estimate': fieldsOf('zer', 'value { amount } valueStatement', { value: null, valueStatement: 'ZERO' }),
};

const statusCases: Record<string, CaseAnswer> = {
  'award-that-is-none': fieldsOfAll('status', {
    aw0: { status: 'CLOSED' },
    aw1: { status: 'CLOSED' },
    aw2: { status: 'CLOSED' },
  }),
  'cancelled-by-tag-then-updated': {
    async check(kit) {
      expect(await kit.tender(ocid('cts'), `status statusReason ${history}`)).toMatchObject({
        ...{ status: 'CANCELLED', statusReason: 'CANCELLATION_RELEASED' },
        history: {
          edges: [
            { node: { version: 3, impact: 'MATERIAL', changes: [{ path: 'documents/d' }] } },
            {
              node: {
                ...{ version: 2, impact: 'MATERIAL' },
                changes: [{ path: 'lifecycle', before: 'LIVE', after: 'CANCELLED', impact: 'MATERIAL' }],
              },
            },
          ],
        },
      });
    },
  },
  'closing-date-unreadable': {
    async check(kit) {
      const unreadable = { status: 'UNKNOWN', closingAt: null, closingStatement: 'UNREADABLE' };
      const read = (closingAt: string) => ({ status: 'CLOSED', closingAt, closingStatement: 'EXACT' });
      await fieldsOfAll('status closingAt closingStatement', {
        ...{ cdu0: unreadable, cdu1: unreadable, cdu3: unreadable },
        cdu2: read('2025-07-01T00:00:00.000Z'),
        cdu4: read('2025-03-03T10:00:00.000Z'),
      }).check(kit);
      const { ocids } = await found(kit, { filter: { statuses: ['OPEN'] } });
      expect(ocids.filter((name) => name.startsWith('cdu'))).toEqual([]);
    },
  },
  'closing-date-without-time': {
    async check(kit) {
      const { compiledRelease, ...fields } = JSON.parse(
        JSON.stringify(
          await kit.tender(ocid('cdo'), 'status closingAt closingAsPublished closingStatement compiledRelease'),
        ),
      );
      expect(fields).toEqual({
        ...{ status: 'OPEN', closingAt: '2026-11-30T23:59:59.999Z', closingAsPublished: '2026-11-30' },
        closingStatement: 'DAY_ONLY',
      });
      expect(compiledRelease.tender.tenderPeriod.endDate).not.toMatch(/T00:00/u);
    },
  },
  'open-since-2014': fieldsOf('ofe', 'status statusReason', { status: 'UNKNOWN', statusReason: 'SILENT_TOO_LONG' }),
  'published-when': {
    async check(kit) {
      const { publishedAt } = JSON.parse(JSON.stringify(await kit.tender(ocid('dpu'), 'publishedAt')));
      expect(publishedAt).toBe('2020-05-01T00:00:00.000Z');
      expect((await found(kit, { orderBy: 'PUBLISHED_AT_DESC' })).ocids[0]).not.toBe('dpu');
    },
  },
};

const partCases: Record<string, CaseAnswer> = {
  'addendum-only': {
    async check(kit) {
      const tender = JSON.parse(
        JSON.stringify(await kit.tender(ocid('ado'), `documents { nodes { title scope } } ${history}`)),
      );
      expect(tender.documents.nodes).toEqual([
        { title: 'Tender document', scope: 'TENDER' },
        { title: 'Addendum 2.pdf', scope: 'AMENDMENT' },
      ]);
      const [{ node }] = tender.history.edges;
      expect([node.version, node.impact]).toEqual([2, 'MATERIAL']);
      const told = JSON.stringify(node.changes);
      expect(told).toContain('the pricing schedule is replaced');
      expect(told).toContain('Addendum 2.pdf');
      await kit.settled();
      const { changes } = JSON.parse(
        JSON.stringify(
          await kit.read('{ changes(filter: { impacts: [MATERIAL] }, first: 100) { changes { tender { ocid } } } }'),
        ),
      );
      expect(changes.changes).toContainEqual({ tender: { ocid: ocid('ado') } });
    },
  },
  'documents-of-amendments': fieldsOf('amd', 'documents { nodes { title scope url } }', {
    documents: {
      nodes: [
        { title: 'Tender document', scope: 'TENDER', url: 'https://data.example.org/1.pdf' },
        { title: 'Addendum 01.pdf', scope: 'AMENDMENT', url: 'https://data.example.org/add01.pdf' },
      ],
    },
  }),
  'empty-entries': fieldsOf(
    'emp',
    'status documents { nodes { key } } items { edges { node { key } } } lots { edges { node { key } } } awards { key }',
    { status: 'OPEN', documents: { nodes: [] }, items: { edges: [] }, lots: { edges: [] }, awards: [] },
  ),
  'ids-beyond-2-to-53': fieldsOf('bn2', 'items { edges { node { key description } } }', {
    items: {
      edges: [
        { node: { key: '90071992547409921', description: 'first item' } },
        { node: { key: '90071992547409922', description: 'second item' } },
        { node: { key: '90071992547409923', description: 'third item' } },
      ],
    },
  }),
  'same-id-and-date-two-stages': fieldsOf(
    'sid',
    'title value { amount currency } buyer { name } awards { suppliers { name } }',
    {
      title: 'Purchase of vehicle parts',
      value: { amount: '200000', currency: 'DOP' },
      buyer: { name: 'Tesoreria Ejemplo' },
      awards: [{ suppliers: [{ name: 'Motores Ejemplo' }] }],
    },
  ),
  'single-objects-for-lists': fieldsOf(
    'sao',
    'documents { nodes { key } } items { edges { node { key } } } lots { edges { node { key } } } awards { suppliers { name } }',
    {
      documents: { nodes: [{ key: 'd1' }] },
      items: { edges: [{ node: { key: '1' } }] },
      lots: { edges: [{ node: { key: 'L1' } }] },
      awards: [{ suppliers: [{ name: 'Winner SRL' }] }],
    },
  ),
  'supplier-that-is-nobody': fieldsOfAll('awards { suppliers { name } }', {
    sn1: { awards: [{ suppliers: [] }] },
    sn2: { awards: [{ suppliers: [] }] },
  }),
};

const fileCases: Record<string, CaseAnswer> = {
  'error-after-good-releases': fieldsOfAll('title', {
    eag1: { title: 'Sound release one' },
    eag2: { title: 'Sound release two' },
  }),
  'latin-1': fieldsOf('lat', 'title', { title: 'Construcción de camino en Ñuñoa' }),
  'nothing-imported-is-no-success': { file: 'data.json', status: 'FAILED', check: () => Promise.resolve() },
  'pretty-json-called-jsonl': {
    ...fieldsOf('pre', 'title', { title: 'Pretty printed package with the wrong ending' }),
    file: 'input.jsonl',
  },
  'release-without-id': fieldsOf('noid', 'title releaseCount', { title: 'Release without id', releaseCount: 1 }),
  'zip-archive': {
    file: 'input.zip',
    async check(kit) {
      const rows = await kit.database.sql<{ ocid: string }>(
        `select ocid from tenders.release where ocid like 'ocds-c4se01-zip%'`,
      );
      expect(rows.length).toBeGreaterThan(0);
    },
  },
};

// Search, what must be found (in the order of relevance where there are several), and what must not.
const searches: [string, string[], string[]][] = [
  ['6CE', ['c4s1', 'c4s2'], []],
  ['6 CE', ['c4s1', 'c4s2'], []],
  ['IT support', ['c4s3'], []],
  ['BBBEE', ['c4s4', 'c4s5'], []],
  ['B-BBEE', ['c4s4', 'c4s5'], []],
  ['contruction of roads', ['c4s6'], []],
  ['6CE or higher', ['c4s2'], ['c4s8']],
  ['cleaning KZN', ['c4s10'], []],
  ['RFQ12/2025', ['c4s11'], []],
  ['ocds-9t57fa-c4s12', ['c4s12'], []],
  ['c4s12', ['c4s12'], []],
];

/** The answer of every case, by the name of its folder. */
export const answers: Readonly<Record<string, CaseAnswer>> = {
  ...textCases,
  ...moneyCases,
  ...statusCases,
  ...partCases,
  ...fileCases,
  'search-words-of-bidders': {
    async check(kit) {
      for (const [search, right, wrong] of searches) {
        const { ocids, corrected, provinces } = await found(kit, { search });
        expect([search, right.filter((name) => !ocids.includes(name))]).toEqual([search, []]);
        expect([search, ocids.filter((name) => wrong.includes(name))]).toEqual([search, []]);
        expect([search, provinces]).toEqual([search, search.endsWith('KZN') ? ['KWAZULU_NATAL'] : []]);
        if (search === 'IT support') expect(ocids[0]).toBe('c4s3');
        if (search.startsWith('contruction')) expect(corrected).toBe('construction of roads');
      }
    },
  },
};
