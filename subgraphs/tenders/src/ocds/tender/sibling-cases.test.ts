// cspell:disable
import { describe, expect, test } from '@jest/globals';
import { compileProcess, type Revision } from '../compile-process.js';
import { parseRelease, type JsonObject } from '../json.js';
import { standardSettings } from '../source-settings.js';
import { statusInputOf, statusReasonAt, tenderStatusAt } from '../status/status-at.js';

const now = new Date('2026-03-15T10:00:00Z');

/** What successive releases of March make of a tender, and of its history. */
function read(...releases: readonly JsonObject[]) {
  const revisions = releases.map((release, index): Revision => {
    const [id, date] = [String(index), `2026-03-0${index + 1}T00:00:00Z`];
    return {
      ...{ id: `row-${index}`, releaseId: id, date, sequence: index, isCurrent: true, isSnapshot: false },
      ...{ version: '1.1', extensions: [], settings: standardSettings },
      release: { ocid: 'ocds-tstsrc-1', tag: ['tender'], ...release, id, date },
    };
  });
  const { state, steps } = compileProcess(revisions);
  const input = statusInputOf(state);
  const status = tenderStatusAt(input, now);
  return { state, steps, status, reason: statusReasonAt({ ...input, evidence: state.statusEvidence }, now) };
}

const ahead = { startDate: '2026-03-01T00:00:00Z', endDate: '2026-04-01T10:00:00Z' };
const past = { startDate: '2026-02-01T00:00:00Z', endDate: '2026-03-10T10:00:00Z' };
const tender = (fields: JsonObject, rest: JsonObject = {}): JsonObject => ({
  tender: { id: 'T-77', title: 'Supply of pipes', status: 'active', tenderPeriod: ahead, ...fields },
  ...rest,
});
const award = (fields: JsonObject, period: JsonObject = past): JsonObject =>
  tender({ tenderPeriod: period }, { awards: [{ id: 'a', suppliers: [{ id: 's', name: 'S' }], ...fields }] });

describe('what a second release changed', () => {
  test.each<[string, JsonObject, JsonObject, string[], string]>([
    ['an addendum of 1.0', tender({}), { tender: { amendment: { rationale: 'Schedule replaced' } } }, ['tender/amendment'], 'MATERIAL'],
    ['a drawing of a lot', tender({ lots: [{ id: 'l', title: 'North' }] }), { tender: { lots: [{ id: 'l', documents: [{ id: 'd', title: 'Plan' }] }] } }, ['documents/d'], 'MATERIAL'],
    ['a site meeting', tender({ milestones: [{ id: 'm', dueDate: '2026-03-05' }] }), { tender: { milestones: [{ id: 'm', dueDate: '2026-03-06' }] } }, ['tender/milestones/m/dueDate'], 'MATERIAL'],
    ['how long the contract runs', tender({ contractPeriod: { durationInDays: 30 } }), { tender: { contractPeriod: { durationInDays: 60 } } }, ['tender/contractPeriod/durationInDays'], 'MATERIAL'],
    ['who may bid', tender({}), { tender: { selectionCriteria: { criteria: [{ type: 'technical' }] } } }, ['tender/selectionCriteria'], 'MATERIAL'],
    ['an address of a document', tender({ documents: ['https://example.org/1.pdf'] }), { tender: { documents: ['https://example.org/2.pdf'] } }, ['documents/#1'], 'MATERIAL'],
    ['a value that cannot be read', tender({ value: { amount: 'about five' } }), { tender: { value: { amount: 'about six' } } }, ['tender/value/amount'], 'MATERIAL'],
    ['a telephone number of a party', tender({}, { parties: [{ id: 'p', name: 'P' }] }), { parties: [{ id: 'p', contactPoint: { telephone: '1' } }] }, ['parties/p/contactPoint'], 'MINOR'],
    ['a cancellation by its tag alone', tender({}), { tag: ['tenderCancellation'] }, ['lifecycle'], 'MATERIAL'],
    ['a cancelled award by its tag alone', award({ status: 'active' }, { endDate: '2026-02-20' }), { tag: ['awardCancellation'], awards: [{ id: 'a' }] }, ['lifecycle'], 'MATERIAL'],
    ['the same beside open bidding', award({ status: 'active' }, ahead), { tag: ['awardCancellation'], awards: [{ id: 'a' }] }, ['tag'], 'MATERIAL'],
    ['an amendment that says nothing', tender({}), { tag: ['tenderAmendment'] }, ['tag'], 'MATERIAL'],
    ['the language', { ...tender({}), language: 'en' }, { language: 'af' }, ['language'], 'MINOR'],
    ['an update that says nothing', tender({}), { tag: ['tenderUpdate'] }, [], 'NONE'],
    ['a correction of a contract', tender({}, { contracts: [{ id: 'c', status: 'active' }] }), { contracts: [{ id: 'c', amendments: [{ id: 'x', rationale: 'Price' }] }] }, ['contracts/c/amendments/x'], 'MATERIAL'],
  ])('%s', (_name, first, second, paths, impact) => {
    const [step] = read(first, second).steps;
    expect(step?.changes.map(({ field, key }) => (key === undefined ? field : `${field}/${key}`))).toEqual(paths);
    expect(step?.impact).toBe(impact);
  });
}); // prettier-ignore

describe('a status', () => {
  test.each<[string, JsonObject[], string, string]>([
    ['of lots that were all cancelled', [tender({ lots: [{ id: '1', status: 'cancelled' }, { id: '2', status: 'Canceled' }] })], 'CANCELLED', 'LOTS_CANCELLED'],
    ['of a cancellation in Spanish, then a document', [tender({}), { tender: { status: 'Anulado' } }, { tender: { documents: [{ id: 'd', title: 'N' }] } }], 'CANCELLED', 'PUBLISHER_STATUS'],
    ['of a withdrawal by tag', [tender({}), { tag: ['tenderWithdrawal'] }], 'CANCELLED', 'CANCELLATION_RELEASED'],
    ['of one opened again by a later closing date', [tender({}), { tag: ['tenderCancellation'] }, { tender: { tenderPeriod: { endDate: '2026-05-01T00:00:00Z' } } }], 'OPEN', 'CLOSING_AHEAD'],
    ['of an award that was declared void', [award({ status: 'NULO' })], 'CLOSED', 'CLOSING_PASSED'],
    ['of a word that nobody knows', [award({ status: 'xyz' })], 'CLOSED', 'CLOSING_PASSED'],
    ['of a winner that is none', [award({ status: 'active', suppliers: [{ name: 'Non-award' }] })], 'CLOSED', 'CLOSING_PASSED'],
    ['of an award that is called none', [award({ title: 'Nie-toekenning', suppliers: [] })], 'CLOSED', 'CLOSING_PASSED'],
    ['of lots that are all over, in several ways', [tender({ lots: [{ id: '1', status: 'complete' }, { id: '2', status: 'cancelled' }] })], 'CLOSED', 'PUBLISHER_STATUS'],
    ['of lots that are all awarded', [tender({ lots: [{ id: '1', status: 'awarded' }, { id: '2', status: 'Toegeken' }] })], 'AWARDED', 'PUBLISHER_STATUS'],
    ['of lots of which one is open', [tender({ lots: [{ id: '1', status: 'complete' }, { id: '2', status: 'active' }] })], 'OPEN', 'CLOSING_AHEAD'],
    ['of an award that is pending', [award({ status: 'pending' })], 'CLOSED', 'CLOSING_PASSED'],
    ['of an award cancelled by tag', [award({ status: 'active' }), { tag: ['awardCancellation'], awards: [{ id: 'a' }] }], 'CLOSED', 'CLOSING_PASSED'],
    ['of an award that was cancelled by tag and made again', [award({ status: 'active' }), { tag: ['awardCancellation'], awards: [{ id: 'a' }] }, { tag: ['award'], awards: [{ id: 'a', status: 'active' }] }], 'AWARDED', 'AWARD_PUBLISHED'],
    ['of an award beside open bidding', [award({ status: 'active' }, ahead)], 'OPEN', 'CLOSING_AHEAD'],
    ['of an entry of placeholders', [award({ status: 'N/A', title: '-', suppliers: [{ id: '', name: '.' }], value: { amount: '', currency: 'ZAR' } })], 'CLOSED', 'CLOSING_PASSED'],
    ['of a plan with an estimated period', [tender({ status: 'planned' })], 'PLANNED', 'PUBLISHER_STATUS'],
    ['of a closing date to be confirmed', [tender({ tenderPeriod: { endDate: 'TBC' } })], 'OPEN', 'NO_CLOSING_STATED'],
    ['of a closing date in words', [tender({ tenderPeriod: { endDate: 'see the document' } })], 'UNKNOWN', 'CLOSING_UNREADABLE'],
    ['of what is said beside a status', [tender({ statusDetails: 'Cancelled' })], 'CANCELLED', 'PUBLISHER_STATUS'],
    ['of a status beside which nothing new is said', [tender({ statusDetails: 'tendering' })], 'OPEN', 'CLOSING_AHEAD'],
    ['in a list of one', [tender({ status: ['Cancelada'] })], 'CANCELLED', 'PUBLISHER_STATUS'],
    ['of a cancellation that is left standing when an award follows', [tender({}), { tender: { status: 'cancelled' } }, { tag: ['award'], awards: [{ id: 'a', status: 'active', suppliers: [{ name: 'S' }] }] }], 'CANCELLED', 'PUBLISHER_STATUS'],
    ['of one that opens after it has closed', [tender({ tenderPeriod: { startDate: '2026-05-01T00:00:00Z', endDate: ahead.endDate } })], 'OPEN', 'CLOSING_AHEAD'],
    ['of a closing date in a list of one', [tender({ tenderPeriod: { endDate: [past.endDate] } })], 'CLOSED', 'CLOSING_PASSED'],
    ['of a closing date in an object', [tender({ tenderPeriod: { endDate: { date: past.endDate } } })], 'UNKNOWN', 'CLOSING_UNREADABLE'],
    ['of a closing date in an empty object', [tender({ tenderPeriod: { endDate: {} } })], 'OPEN', 'NO_CLOSING_STATED'],
    ['of an inactive one', [tender({ status: 'nieaktief' })], 'CLOSED', 'PUBLISHER_STATUS'],
    ['of a forecast', [tender({ status: 'Forecast' })], 'PLANNED', 'PUBLISHER_STATUS'],
    ['of a title that begins with a word of cancellations', [tender({ title: 'Cancelled by the mint: sale of coins' })], 'OPEN', 'CLOSING_AHEAD'],
  ])('%s', (_name, releases, status, reason) => {
    const found = read(...releases);
    expect([found.status, found.reason]).toEqual([status, reason]);
  });
}); // prettier-ignore

describe('names and texts', () => {
  const description = 'Repair of roofs. And of walls.';
  test.each<[string, JsonObject, JsonObject]>([
    ['a title with the year first', tender({ title: '2026-000123', description }), { title: 'Repair of roofs', reference: '2026-000123' }],
    ['a title of an office and its number', tender({ title: 'DPWI: 023/26', description }), { title: 'Repair of roofs', reference: 'DPWI: 023/26' }],
    ['a title that is the id in other letters', tender({ title: 't 77', description }), { title: 'Repair of roofs', reference: 't 77' }],
    ['a title that says that there is none', tender({ title: 'Untitled', description }), { title: 'Repair of roofs', reference: 'T-77' }],
    ['titles in a list of languages', tender({ title: [{ language: 'fr', value: 'Neige' }, { language: 'en', value: 'Snow' }] }), { title: 'Snow' }],
    ['a title in an object', tender({ title: { fr: 'Neige', en: 'Snow' } }), { title: 'Snow' }],
    ['a title in an object by language, with values', tender({ title: { en: { value: 'Snow' }, fr: { value: 'Neige' } } }), { title: 'Snow' }],
    ['a title that says what a notice is', tender({ title: 'TENDER NOTICE', description }), { title: 'Repair of roofs' }],
    ['a title that points elsewhere', tender({ title: 'See attached document', description }), { title: 'Repair of roofs' }],
    ['a title that is a file', tender({ title: 'advert.pdf', description }), { title: 'Repair of roofs' }],
    ['a title that is all there is', tender({ title: 'Tender notice' }), { title: 'Tender notice' }],
    ['a title that begins like a pointer', tender({ title: 'See document storage system', description }), { title: 'See document storage system' }],
    ['a closing hour before its day', tender({ tenderPeriod: { endDate: '11h00 on 1 April 2026' } }), { closingAt: '2026-04-01T11:00:00.000Z' }],
    ['a closing date with its weekday in brackets', tender({ tenderPeriod: { endDate: '1 April 2026 (Wednesday) 11:00' } }), { closingAt: '2026-04-01T11:00:00.000Z' }],
    ['a closing date in French', tender({ tenderPeriod: { endDate: '1er avril 2026' } }), { closingAt: '2026-04-01T23:59:59.999Z' }],
    ['a title in CDATA, escaped', tender({ title: '&lt;![CDATA[Snow &amp;amp; ice]]&gt;' }), { title: 'Snow & ice' }],
    ['a blank without a width in markup', tender({ title: '<b>Snow\u200bplough</b>' }), { title: 'Snowplough' }],
    ['a status with blanks', tender({ status: ' Active ' }), { publisherStatus: ' Active ', lifecycle: 'LIVE' }],
    ['a closing date of a program', tender({ tenderPeriod: { endDate: 'Wed Apr 01 2026 12:00:00 GMT+0200 (South Africa Standard Time)' } }), { closingAt: '2026-04-01T10:00:00.000Z' }],
    ['a closing date as South Africa writes it', tender({ tenderPeriod: { endDate: '2026/04/01 9:00' } }), { closingAt: '2026-04-01T09:00:00.000Z', closingStatement: 'EXACT' }],
    ['a closing date that is the first of all days', tender({ tenderPeriod: { endDate: '0001-01-01T00:00:00' } }), { closingAt: null, closingStatement: 'PLACEHOLDER' }],
    ['a value of many digits', tender({ value: { amount: '9007199254740993', currency: 'ZAR' } }), { valueAmount: '9007199254740993', valueStatement: 'STATED' }],
    ['a value in two currencies', tender({ value: { amount: '€ 5 000', currency: 'ZAR' } }), { valueAmount: '5000', valueCurrency: null, valueStatement: 'CURRENCY_UNKNOWN' }],
    ['a value in a list of one', tender({ value: [{ amount: ['R 5 000'], currency: ['ZAR'] }] }), { valueAmount: '5000', valueCurrency: 'ZAR' }],
    ['a currency said twice', tender({ value: { amount: 5, currency: 'South African Rand (ZAR)' } }), { valueCurrency: 'ZAR' }],
    ['a currency said twice and differently', tender({ value: { amount: 5, currency: 'Euro (ZAR)' } }), { valueCurrency: null, valueStatement: 'CURRENCY_UNKNOWN' }],
    ['a currency with a sign of no width', tender({ value: { amount: 5, currency: '\u200bZAR' } }), { valueCurrency: 'ZAR' }],
    ['a currency that is none', tender({ value: { amount: 5, currency: 'N/A' } }), { valueCurrency: null, valueStatement: 'NO_CURRENCY' }],
    ['a title in a list of one', tender({ title: ['Snow'] }), { title: 'Snow' }],
    ['a title that is a placeholder with full stops', tender({ title: 'T.B.C.', description }), { title: 'Repair of roofs' }],
    ['a title that says none in Afrikaans', tender({ title: 'Nie van toepassing', description }), { title: 'Repair of roofs' }],
    ['a day of publication in a list of one', tender({ datePublished: ['2020-05-01'] }), { publishedAt: '2020-05-01T00:00:00.000Z' }],
    ['a currency with full stops', tender({ value: { amount: 5, currency: 'Z.A.R.' } }), { valueCurrency: 'ZAR' }],
    ['an ocid with what no database keeps', { ...tender({}), ocid: ' ocds-tstsrc-\u00007 ' }, { ocid: 'ocds-tstsrc-7' }],
  ])('%s', (_name, release, expected) => {
    expect(read(release).state).toMatchObject(expected);
  });

  test.each<[string, JsonObject, string | null]>([
    ['a text', { buyer: 'City of Example' }, 'City of Example'],
    ['a list of one', { buyer: [{ id: 'b', name: 'City of Example' }] }, 'City of Example'],
    ['a party with roles in a text', { parties: { id: 'b', name: 'City of Example', roles: 'procuringEntity' } }, 'City of Example'],
    ['a party under its id', { parties: { b: { id: 'b', name: 'City of Example', role: 'buyer' } } }, 'City of Example'],
    ['a role in two words', { parties: [{ id: 'b', name: 'City of Example', roles: ['Procuring Entity'] }] }, 'City of Example'],
    ['the second of two parties, the first of which has no name', { parties: [{ id: 'a', name: 'N/A', roles: ['buyer'] }, { id: 'b', name: 'City of Example', roles: ['buyer'] }] }, 'City of Example'],
    ['a placeholder', { buyer: { id: 'b', name: '0' } }, null],
    ['an id alone', { buyer: { id: 'City of Example' } }, null],
  ])('a buyer that is %s', (_name, rest, name) => {
    expect(read(tender({}, rest)).state.buyer?.name ?? null).toBe(name);
  }); // prettier-ignore
}); // prettier-ignore

describe('lists', () => {
  test('documents wherever they hang, however they are written', () => {
    const one = (title: string): JsonObject => ({ id: '1', title });
    const { state } = read(
      tender(
        { documents: [one('Terms'), 'https://example.org/plan.pdf'], clarifications: [{ id: 'c', documents: one('Answers') }] },
        { planning: { budget: { documents: [one('Budget')] } }, contracts: { id: 'c', implementation: { transactions: [{ documents: [one('Receipt')] }] } } },
      ),
    ); // prettier-ignore
    expect(state.documents.map(({ scope, filename }) => `${scope} ${filename}`)).toEqual([
      ...['TENDER Terms', 'TENDER plan.pdf', 'TENDER Answers', 'PLANNING Budget', 'IMPLEMENTATION Receipt'],
    ]);
  });

  test('suppliers by name alone, and none that is nobody', () => {
    const suppliers = ['Winner Ltd', { id: 'ZA-CIPC-null' }, { id: 'x', name: 'n/a' }];
    expect(read(award({ suppliers })).state.winners.map(({ name }) => name)).toEqual(['Winner Ltd']);
    expect(read(award({ suppliers: 'Winner Ltd' })).state.winners.map(({ name }) => name)).toEqual(['Winner Ltd']);
  });

  test.each(['Desierto', 'NOT AWARDED', 'Non-Award', 'No supplier', 'Cancelled', 'aucun', 'geen', 'T.B.C.'])(
    'a supplier called %s is nobody',
    (name) => {
      expect(read(award({ suppliers: [{ id: 'x', name }] })).state.winners).toEqual([]);
    },
  );

  test('lists in lists and quantities of many digits are read', () => {
    const { state } = read(
      tender({ documents: [[{ id: '1', title: 'Plan' }]], items: [{ id: '1', description: 'Pipe', quantity: '90071992547409931' }, { id: '2', description: 'Bolt', quantity: '1 500,5' }] }),
    ); // prettier-ignore
    expect(state.documents.map(({ filename }) => filename)).toEqual(['Plan']);
    expect(state.items.map(({ quantity }) => quantity)).toEqual(['90071992547409931', '1500.5']);
  });

  test('entries of nothing but placeholders are none', () => {
    const { state } = read(
      tender(
        { items: [{ id: '1', description: '-' }], lots: [{ id: '1', title: 'N/A', value: { amount: null, currency: 'ZAR' } }], documents: [{ id: '1', title: '.' }] },
        { contracts: [{ id: '1', title: 'TBC' }] },
      ),
    ); // prettier-ignore
    expect([state.items, state.lots, state.documents, state.contracts]).toEqual([[], [], [], []]);
  });

  test('lots with long numbers for ids are as many as there are', () => {
    const text = '{"tender":{"lots":[{"id":90071992547409931,"title":"A"},{"id":90071992547409932,"title":"B"}]}}';
    expect(read(parseRelease(Buffer.from(text))).state.lots.map(({ key, title }) => [key, title])).toEqual([
      ['90071992547409931', 'A'],
      ['90071992547409932', 'B'],
    ]);
  });
});

describe('where names and documents stand', () => {
  const named = (fields: JsonObject, rest: JsonObject = {}) => read(tender(fields, rest)).state.title;
  const documentsOf = (fields: JsonObject) =>
    read(tender(fields)).state.documents.map(({ scope, title, url }) => [scope, title, url]);
  const plan: JsonObject = { id: 'd', title: 'Plan', url: 'https://example.org/plan.pdf' };

  test.each<[string, JsonObject, string]>([
    ['an object that a converter of XML made', { title: { '#text': 'Bronze pumps', '@lang': 'en' } }, 'Bronze pumps'],
    ['an object of a text alone', { title: { $t: 'Bronze pumps' } }, 'Bronze pumps'],
    ['the only lot of a number', { title: 'T-77', lots: [{ id: '1', title: 'Bronze pumps' }] }, 'Bronze pumps'],
    ['the only item of a number', { title: 'T-77', items: [{ id: '1', description: 'Bronze pumps' }] }, 'Bronze pumps'],
    ['one of two lots of a number, which is none', { title: 'T-77', lots: [{ id: '1', title: 'A' }, { id: '2', title: 'B' }] }, 'T-77'],
    ['the description of a number with a kind of work', { title: 'Tender No. WTE-0423 CS', description: 'Bronze pumps' }, 'Bronze pumps'],
    ['a title that ends in letters', { title: 'Tender for 2026 LED lamps', description: 'Bronze pumps' }, 'Tender for 2026 LED lamps'],
    ['UTF-8 that was read as Windows-1252', { title: 'RÃ©fection dâ€™Ã©coles, 5 mÂ²' }, 'Réfection d’écoles, 5 m²'],
    ['words in capitals that end like it', { title: '“IRMÃ” «AMANHÃ» LÃ–ALGODÃO IRMÃ\u00a0DULCE' }, '“IRMÃ” «AMANHÃ» LÃ–ALGODÃO IRMÃ DULCE'],
    ['small letters that were misread', { title: 'Ã‰cole, Ã\u00a0 LiÃ¨ge' }, 'École, à Liège'],
    ['a number of things in capitals, which is none', { title: 'Tender for 5000 PPE', description: 'Bronze pumps' }, 'Tender for 5000 PPE'],
    ['the name of a part alone, which is none', { title: 'T-77', lots: [{ id: '1', title: 'Lote único' }] }, 'T-77'],
    ['letters that look like it', { title: 'RÉSEAU «CAFÉ®» NÃO' }, 'RÉSEAU «CAFÉ®» NÃO'],
  ])('a title in %s', (_name, fields, title) => {
    expect(named(fields)).toBe(title);
  });

  test.each<[string, JsonObject, unknown[]]>([
    ['below attachments', { attachments: [plan] }, [['TENDER', 'Plan', 'https://example.org/plan.pdf']]],
    ['below a briefing session', { briefingSession: { isSession: true, documents: [plan] } }, [['TENDER', 'Plan', 'https://example.org/plan.pdf']]],
    ['with a link and a name', { documents: [{ id: 'd', name: 'Plan', link: 'https://example.org/plan.pdf' }] }, [['TENDER', 'Plan', 'https://example.org/plan.pdf']]],
    ['with two addresses in one text', { documents: [{ ...plan, url: 'https://example.org/1.pdf; https://example.org/2.pdf' }] }, [['TENDER', 'Plan', 'https://example.org/1.pdf'], ['TENDER', 'Plan', 'https://example.org/2.pdf']]],
    ['with blanks around its address', { documents: [{ ...plan, url: '\n https://example.org/plan.pdf ' }] }, [['TENDER', 'Plan', 'https://example.org/plan.pdf']]],
    ['with words before its address', { documents: [{ ...plan, url: 'Annexure https://example.org/plan.pdf' }] }, [['TENDER', 'Plan', null]]],
    ['with an address in an address', { documents: [{ ...plan, url: 'https://example.org/?to=https://example.com/2.pdf' }] }, [['TENDER', 'Plan', 'https://example.org/?to=https://example.com/2.pdf']]],
  ])('a document %s', (_name, fields, documents) => {
    expect(documentsOf(fields)).toEqual(documents);
  });

  test('dates and amounts of a MongoDB export', () => {
    const closing = { endDate: { $date: { $numberLong: '1774000000000' } } };
    const { state } = read(tender({ tenderPeriod: closing, value: { amount: { $numberDecimal: '12.50' }, currency: 'ZAR' } }));
    expect([state.closingAt, state.valueAmount]).toEqual(['2026-03-20T09:46:40.000Z', '12.5']);
  });
}); // prettier-ignore
