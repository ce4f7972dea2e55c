import { cidbKeys, readerVersion, readTenderFacts, type TenderFacts } from '../../../facts/index.js';
import {
  onOneLine,
  ownFieldsOf,
  stateReaderVersion,
  type OrganisationState,
  type TenderState,
} from '../../../ocds/index.js';
import { recordName } from '../organisations/organisation-records.js';
import {
  languageMark,
  languageOf,
  ocidWords,
  provinceWords,
  stemmedLanguageOf,
  type SearchDocument,
  type SearchVector,
  type StemmedLanguage,
} from '../../../search-index/index.js';
import { partHashes, stalePartTables, type TenderParts } from './part-hashes.js';
import type { PartTable, Row } from './tender-columns.js';

/** A compiled tender with the ids it is written under. */
export interface TenderToWrite {
  tenderId: string;
  sourceId: string;
  state: TenderState;
  releaseCount: number;
  version: number;
  /** Date of its last release. */
  lastReleasedAt: string | null;
}

/** A tender to write, with the number of the change that it is part of. */
export interface NumberedTender extends TenderToWrite {
  changedIn: number;
}

/** A tender to write, with what was made of its text, and the rows that hang on it. */
export interface ReadTender extends NumberedTender {
  facts: TenderFacts;
  parts: TenderParts;
  partHashes: Buffer;
  /** Tables whose rows differ from what is stored: all of them for a new tender. */
  staleTables: ReadonlySet<PartTable>;
}

/** Row ids of organisations by their key. */
export type OrganisationIds = ReadonlyMap<string, string>;

export function tenderRow(
  { tenderId, sourceId, state, releaseCount, version, partHashes: hashes, changedIn }: ReadTender,
  buyers: OrganisationIds,
): Row {
  return {
    ...ownFieldsOf(state),
    id: tenderId,
    sourceId,
    buyerId: organisationId(buyers, state.buyer),
    buyerName: state.buyer?.name ?? null,
    releaseCount,
    version,
    readerVersion: stateReaderVersion,
    partHashes: hashes,
    changedIn,
  };
}

export function searchRow({ tenderId, state, facts }: ReadTender, buyers: OrganisationIds): Row {
  const {
    lifecycle,
    province,
    procurementCategory,
    category,
    method,
    valueAmount,
    valueCurrency,
    valueStatement,
    publishedAt,
    opensAt,
    closingAt,
    presumedUntil,
  } = state;
  return {
    tenderId,
    lifecycle,
    province,
    procurementCategory,
    category,
    method,
    valueAmount,
    valueCurrency,
    valueStatement,
    publishedAt,
    opensAt,
    closingAt,
    presumedUntil,
    buyerId: organisationId(buyers, state.buyer),
    hasBriefing: state.briefings.length > 0,
    cidb: cidbKeys(facts),
  };
}

export function factRow({ tenderId, facts }: ReadTender): Row {
  return { ...facts, tenderId, readerVersion };
}

/** Reads facts out of the text of a tender. It costs less than finding out whether the text has changed would. */
function factsOf({ title, description, specialConditions, briefings }: TenderState): TenderFacts {
  return readTenderFacts({ title, description, specialConditions, hasBriefings: briefings.length > 0 });
}

/** What of a tender is searched: its names, what is asked for, who asks and how, where and on what conditions, by what id. */
export function searchTexts(state: TenderState): SearchDocument {
  const languages = languagesOf(state);
  const isSame = state.description !== null && onOneLine(state.description) === state.title;
  return {
    languages,
    A: joined([state.title, state.reference, ...state.translations.title]),
    B: joined([isSame ? null : state.description, ...state.translations.description]),
    C: joined([
      state.buyer?.name,
      state.category,
      state.methodDetails,
      ...state.items.slice(0, 50).map((item) => item.description),
    ]),
    D: joined([
      state.deliveryLocation,
      state.specialConditions,
      provinceWords(state.province),
      ocidWords(state.ocid),
      ...languages.map(languageMark),
    ]),
  };
}

/** The languages that its texts are in, and those that it says its translations are in. */
function languagesOf({ language, title, description, translations }: TenderState): StemmedLanguage[] {
  const all = [languageOf(language, [title, description]), ...translations.languages.map(stemmedLanguageOf)];
  return [...new Set(all)].filter((one) => one !== null);
}

function joined(texts: readonly (string | null | undefined)[]): string {
  return texts.filter((entry) => entry !== null && entry !== undefined).join('\n');
}

type ListTable = Exclude<PartTable, 'award_supplier' | 'tender_words'>;

const listsOf: Readonly<Record<ListTable, (state: TenderState) => readonly object[]>> = {
  tender_document: ({ documents }) => documents,
  briefing_session: ({ briefings }) => briefings,
  lot: ({ lots }) => lots,
  item: ({ items }) => items,
  award: ({ awards, awardOutcomes }) =>
    awards.map((award, index) => ({ ...award, outcome: awardOutcomes[index] ?? 'UNKNOWN' })),
  award_item: ({ awards }) => awards.flatMap(({ key, items }) => items.map((item) => ({ ...item, awardKey: key }))),
  public_contract: ({ contracts }) => contracts,
};

/**
 * A tender with all that is written of it.
 *
 * @param read.hashesBefore - what its parts were when they were written last; null where that is not known.
 */
export function readTender(
  tender: NumberedTender,
  read: { words: SearchVector; suppliers: OrganisationIds; hashesBefore: Buffer | null },
): ReadTender {
  const rowsOf = (table: ListTable): Row[] =>
    listsOf[table](tender.state).map((part, position) => ({ ...part, tenderId: tender.tenderId, position }));
  const parts: TenderParts = {
    tender_words: [{ tenderId: tender.tenderId, words: read.words }],
    tender_document: rowsOf('tender_document'),
    briefing_session: rowsOf('briefing_session'),
    lot: rowsOf('lot'),
    item: rowsOf('item'),
    award: rowsOf('award'),
    award_item: rowsOf('award_item'),
    award_supplier: winnerRows(tender, read.suppliers),
    public_contract: rowsOf('public_contract'),
  };
  const hashes = partHashes(parts);
  return {
    ...tender,
    facts: factsOf(tender.state),
    parts,
    partHashes: hashes,
    staleTables: stalePartTables(read.hashesBefore, hashes),
  };
}

// An award may name one organisation twice in the same words.
function winnerRows({ tenderId, sourceId, state, lastReleasedAt }: TenderToWrite, ids: OrganisationIds): Row[] {
  const rows = state.winners.map((winner) => {
    const recordId = ids.get(recordName(sourceId, winner)) ?? null;
    return { tenderId, awardKey: winner.awardKey, recordId, seenAt: lastReleasedAt };
  });
  return [...new Map(rows.map((row) => [`${row.awardKey} ${row.recordId}`, row])).values()];
}

function organisationId(ids: OrganisationIds, organisation: OrganisationState | null): string | null {
  return organisation === null ? null : (ids.get(organisation.key) ?? null);
}
