import type { TenderState } from '../tender/tender-state.js';

type Field = keyof TenderState;

/** Members of a list's entries that a field of the tender has. */
const entries: Readonly<Record<string, readonly string[]>> = {
  documents: ['title', 'documentType', 'url', 'format', 'language', 'datePublished', 'dateModified'],
  items: [
    ...['description', 'classification/scheme', 'classification/id', 'classification/description', 'quantity'],
    ...['unit/name', 'relatedLot'],
  ],
  lots: ['title', 'description', 'status', 'value/amount', 'value/currency'],
  awards: ['title', 'status', 'date', 'value/amount', 'value/currency', 'suppliers/name', 'suppliers/id', 'suppliers'],
  contracts: [
    ...['awardID', 'title', 'status', 'value/amount', 'value/currency', 'dateSigned'],
    ...['period/startDate', 'period/endDate'],
  ],
};

const awardItems = [...(entries['items'] ?? []), 'unit/value/amount', 'unit/value/currency'];

function listAt(path: string, field: Field, members = entries[field] ?? []): [string, readonly Field[]][] {
  return ['', ...members.map((name) => `/${name}`)].map((name) => [`${path}${name}`, [field]]);
}

/** Which fields of the tender tell a change at a path of the release; paths are without the ids of list entries. */
export const modelledPaths: ReadonlyMap<string, readonly Field[]> = new Map<string, readonly Field[]>([
  ['language', ['language']],
  ['tender/id', ['reference']],
  ['tender/title', ['title', 'reference']],
  ['tender/description', ['title', 'description']],
  ['tender/url', ['url']],
  ['tender/uri', ['url']],
  ['tender/status', ['publisherStatus']],
  ['tender/category', ['category']],
  ['tender/mainProcurementCategory', ['procurementCategory']],
  ['tender/procurementMethod', ['method']],
  ['tender/procurementMethodDetails', ['methodDetails']],
  ['tender/province', ['province']],
  ['tender/deliveryLocation', ['deliveryLocation']],
  ['tender/specialConditions', ['specialConditions']],
  ['tender/value/amount', ['valueAmount']],
  ['tender/value/currency', ['valueCurrency', 'valueAmount']],
  ['tender/tenderPeriod/startDate', ['opensAt']],
  ['tender/tenderPeriod/endDate', ['closingAt']],
  ['tender/enquiryPeriod/endDate', ['enquiriesUntil']],
  ...['isSession', 'compulsory', 'date', 'venue'].map((name): [string, Field[]] => [
    `tender/briefingSession/${name}`,
    ['briefings'],
  ]),
  ...['buyer', 'tender/procuringEntity'].flatMap((path): [string, Field[]][] =>
    ['id', 'name', 'identifier/scheme', 'identifier/id', 'identifier/legalName'].map((name) => [
      `${path}/${name}`,
      ['buyer'],
    ]),
  ),
  ...['tender/contactPerson', 'tender/procuringEntity/contactPoint', 'buyer/contactPoint'].flatMap(
    (path): [string, Field[]][] => [
      [`${path}/name`, ['contactName']],
      [`${path}/email`, ['contactEmail']],
      [`${path}/telephoneNumber`, ['contactPhone']],
      [`${path}/telephone`, ['contactPhone']],
    ],
  ),
  ...listAt('tender/documents', 'documents'),
  ...listAt('planning/documents', 'documents'),
  ...['amendments', 'lots', 'milestones'].flatMap((name) => listAt(`tender/${name}/documents`, 'documents')),
  ...listAt('contracts/implementation/documents', 'documents'),
  ...listAt('awards/documents', 'documents'),
  ...listAt('contracts/documents', 'documents'),
  ...listAt('tender/items', 'items'),
  ...listAt('tender/lots', 'lots'),
  ...listAt('awards', 'awards'),
  ...listAt('awards/items', 'awards', awardItems),
  ...listAt('contracts', 'contracts'),
]);

const parents = new Set(
  [...modelledPaths.keys()].flatMap((path) => {
    const names = path.split('/');
    return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
  }),
);

/** True for a path with fields of the tender below it. */
export function hasModelledBelow(path: string): boolean {
  return parents.has(path);
}
