import type { OrganisationState, TenderState } from '../releases/tender-state.js';
import type { SearchTexts, SearchVector } from '../search/search-vector.js';
import type { PartTable } from './tender-columns.js';

export type Row = Record<string, unknown>;

/** A compiled tender with the ids it is written under. */
export interface TenderToWrite {
  tenderId: string;
  sourceId: string;
  state: TenderState;
  releaseCount: number;
  version: number;
}

/** Row ids of organisations by their key. */
export type OrganisationIds = ReadonlyMap<string, string>;

export function tenderRow(
  { tenderId, sourceId, state, releaseCount, version }: TenderToWrite,
  buyers: OrganisationIds,
): Row {
  const { documents: _d, briefings: _b, items: _i, lots: _l, awards: _a, contracts: _c, buyer, ...fields } = state;
  return {
    ...fields,
    id: tenderId,
    sourceId,
    buyerId: organisationId(buyers, buyer),
    buyerName: buyer?.name ?? null,
    releaseCount,
    version,
  };
}

export function searchRow({ tenderId, state }: TenderToWrite, words: SearchVector, buyers: OrganisationIds): Row {
  const {
    lifecycle,
    province,
    procurementCategory,
    category,
    method,
    valueAmount,
    valueCurrency,
    publishedAt,
    opensAt,
    closingAt,
  } = state;
  return {
    tenderId,
    words,
    lifecycle,
    province,
    procurementCategory,
    category,
    method,
    valueAmount,
    valueCurrency,
    publishedAt,
    opensAt,
    closingAt,
    buyerId: organisationId(buyers, state.buyer),
    hasBriefing: state.briefings.length > 0,
  };
}

/** What of a tender is searched: its names, what is asked for, who asks and how, where and on what conditions. */
export function searchTexts(state: TenderState): SearchTexts {
  const isSame = state.description === state.title || state.description?.replaceAll(/\s+/gu, ' ') === state.title;
  return {
    A: joined([state.title, state.reference]),
    B: isSame ? '' : (state.description ?? ''),
    C: joined([
      state.buyer?.name,
      state.category,
      state.methodDetails,
      ...state.items.slice(0, 50).map((item) => item.description),
    ]),
    D: joined([state.deliveryLocation, state.specialConditions]),
  };
}

function joined(texts: readonly (string | null | undefined)[]): string {
  return texts.filter((entry) => entry !== null && entry !== undefined).join('\n');
}

const partsOf: Readonly<Record<Exclude<PartTable, 'award_supplier'>, (state: TenderState) => readonly object[]>> = {
  tender_document: ({ documents }) => documents,
  briefing_session: ({ briefings }) => briefings,
  lot: ({ lots }) => lots,
  item: ({ items }) => items,
  award: ({ awards }) => awards,
  public_contract: ({ contracts }) => contracts,
};

/** Rows of the parts of a tender that belong into a table. */
export function partRows(table: PartTable, { tenderId, state }: TenderToWrite, suppliers: OrganisationIds): Row[] {
  if (table === 'award_supplier') return winnerRows(tenderId, state, suppliers);
  return partsOf[table](state).map((part, position) => ({ ...part, tenderId, position }));
}

function winnerRows(tenderId: string, { awards }: TenderState, ids: OrganisationIds): Row[] {
  return awards.flatMap(({ key, suppliers }) =>
    suppliers.map((supplier) => ({ tenderId, awardKey: key, supplierId: organisationId(ids, supplier) })),
  );
}

function organisationId(ids: OrganisationIds, organisation: OrganisationState | null): string | null {
  return organisation === null ? null : (ids.get(organisation.key) ?? null);
}
