import { fieldReaders, type FieldReaders } from './field-readers.js';
import { member, memberAt, ocidOf, verbatimOf, type Json, type JsonObject } from '../json.js';
import { readAwards, readContracts, readItems, readLots } from './normalise-lists.js';
import { readBriefings, readDocuments } from './normalise-documents.js';
import { readNoticeKind } from '../notice/notice-kind.js';
import { readNoticeUrl } from './notice-url.js';
import { readProvince } from '@hub/runtime/provinces';
import { readNames } from './read-names.js';
import { readBuyer } from './read-organisation.js';
import { ocidPrefix, type SourceSettings } from '../source-settings.js';
import { earlier } from '../ocds-time.js';
import { closingTextOf, readClosingOf } from './read-dates.js';
import { noMemory, rememberRelease, type StatusMemory } from '../status/status-evidence.js';
import { isDeclaredOver, outcomeOfAward, presumedUntil, readStanding } from '../status/tender-status.js';
import type { TenderState } from './tender-state.js';

/**
 * Version of how tenders are read out of releases. Raise it with every change of what is read: rows of older readers are
 * then compiled again, see `hub reread-facts`.
 */
export const stateReaderVersion = 14;

/** A compiled release, and what the releases behind it add. */
export interface NormaliseInput {
  compiled: JsonObject;
  settings: SourceSettings;
  /** What its releases have said one after the other: a compiled release has lost that. */
  memory?: StatusMemory;
}

/**
 * Reads a tender out of a compiled release. Unknown and malformed fields become null; nothing throws on odd input.
 */
export function normaliseTender({ compiled, settings, memory }: NormaliseInput): TenderState {
  const read = fieldReaders(settings);
  const tender = member(compiled, 'tender');
  const ocid = ocidOf(compiled);
  const scope = ocidPrefix(ocid) ?? settings.publisher ?? null;
  const { awards, winners, endsTold } = readAwards({ compiled, read, settings, scope });
  const contracts = readContracts(compiled, read);
  const value = read.estimate(member(tender, 'value'));
  const closing = readClosingOf(compiled, settings);
  const opensAt = openingBefore(closing.at, read.instant(memberAt(tender, 'tenderPeriod', 'startDate')));
  const newestAt = read.instant(member(compiled, 'date'));
  const lots = readLots(tender, read);
  const publisherStatus = verbatimOf(member(tender, 'status'), 100);
  const names = readNames({ compiled, tender, read, settings });
  const kind = readKind(tender, read);
  const noticeKind = readNoticeKind({ ...names, methodDetails: kind.methodDetails });
  const remembered = memory ?? rememberRelease(noMemory, { release: compiled, closingAt: closing.at });
  const awardOutcomes = awards.map((award) => outcomeOfAward(award, { ...remembered, endsTold }));
  const standing = readStanding({
    noticeKind,
    statusDetails: read.code(member(tender, 'statusDetails'), 100),
    ...{ publisherStatus, lots, awardOutcomes, contracts, closing, opensAt, newestAt },
    memory: remembered,
    plannedLags: settings.plannedLags,
  });
  return {
    ocid,
    ...names,
    noticeKind,
    language: read.code(member(compiled, 'language'), 20)?.toLowerCase() ?? settings.language ?? null,
    publisherStatus,
    lifecycle: standing.lifecycle,
    statusEvidence: standing.evidence,
    ...kind,
    province: readProvince(read.line(member(tender, 'province'))),
    deliveryLocation: read.line(member(tender, 'deliveryLocation')),
    specialConditions: read.text(member(tender, 'specialConditions')),
    buyer: readBuyer(compiled, { scope, read }),
    valueAmount: value.amount,
    valueCurrency: value.currency,
    valueStatement: value.statement,
    publishedAt: earlier(newestAt, read.instant(member(tender, 'datePublished'))),
    opensAt,
    closingAt: closing.at,
    closingStatement: closing.statement,
    presumedUntil: presumedUntil({
      ...{ closing, opensAt, newestAt: newestAt ?? longAgo },
      isOver: isDeclaredOver({ memory: remembered, lots }) && standing.lifecycle === 'AWARDED',
    }),
    closingRaw: closingTextOf(member(tender, 'tenderPeriod')),
    enquiriesUntil: read.instant(memberAt(tender, 'enquiryPeriod', 'endDate')),
    ...readContact(compiled, tender, read),
    url: readNoticeUrl(compiled, settings),
    documents: readDocuments(compiled, read, settings),
    briefings: readBriefings(tender, read),
    items: readItems(tender, read),
    lots,
    awards,
    awardOutcomes,
    winners,
    contracts,
  };
}

// Nothing opens after it has closed: one of the two is wrong, and nobody misses a tender by the date of its opening.
function openingBefore(closingAt: string | null, opensAt: string | null): string | null {
  return closingAt !== null && opensAt !== null && opensAt >= closingAt ? null : opensAt;
}

// For a process whose newest release has no date that could be one: nobody knows that it is alive.
const longAgo = '1971-01-01T00:00:00.000Z';

type Kind = Pick<TenderState, 'category' | 'procurementCategory' | 'method' | 'methodDetails'>;

function readKind(tender: Json | undefined, read: FieldReaders): Kind {
  return {
    category: read.line(member(tender, 'category'), 300),
    procurementCategory: read.code(member(tender, 'mainProcurementCategory'), 100)?.toLowerCase() ?? null,
    method: read.code(member(tender, 'procurementMethod'), 100)?.toLowerCase() ?? null,
    methodDetails: read.lineAt(tender, 'procurementMethodDetails', 300),
  };
}

type Contact = Pick<TenderState, 'contactName' | 'contactEmail' | 'contactPhone'>;

function readContact(compiled: JsonObject, tender: Json | undefined, read: FieldReaders): Contact {
  const person =
    member(tender, 'contactPerson') ??
    memberAt(tender, 'procuringEntity', 'contactPoint') ??
    memberAt(compiled, 'buyer', 'contactPoint');
  return {
    contactName: read.line(member(person, 'name'), 200),
    contactEmail: read.line(member(person, 'email'), 254),
    contactPhone: read.line(member(person, 'telephoneNumber') ?? member(person, 'telephone'), 60),
  };
}
