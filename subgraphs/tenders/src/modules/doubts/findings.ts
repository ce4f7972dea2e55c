import {
  countRefusedAddresses,
  fieldReaders,
  isRemoved,
  member,
  memberAt,
  nameOriginsOf,
  objectsIn,
  statusInputOf,
  statusReasonAt,
  tenderStatusAt,
  textOf,
  type BuyerOrigin,
  type ClosingStatement,
  type JsonObject,
  type SourceSettings,
  type StatusReason,
  type TenderState,
  type TitleOrigin,
  type ValueStatement,
} from '../../ocds/index.js';

/** How well something is known: read as it was stated, concluded or not readable, or not stated at all. */
export type Certainty = 'READ' | 'DOUBT' | 'ABSENT';

/** What is told of a tender, in the order in which it is told. */
export const topics = [
  ...(['status', 'notice', 'closing date', 'opening date', 'enquiries until', 'published'] as const),
  ...(['estimate', 'lot value', 'award value', 'contract value'] as const),
  ...(['title from', 'buyer from', 'document of', 'document address', 'empty entry'] as const),
] as const;

export type Topic = (typeof topics)[number];

/** One thing that was read of a tender. */
export interface Finding {
  readonly topic: Topic;
  readonly what: string;
  readonly certainty: Certainty;
}

/** A tender as an import would read it. */
export interface JudgedTender {
  readonly publisher: string;
  readonly state: TenderState;
  /** Its releases, merged. */
  readonly compiled: JsonObject;
  readonly settings: SourceSettings;
  /** When its newest release was published, as ISO text in UTC. */
  readonly newestAt: string | null;
  readonly releases: number;
}

const doubtfulReasons: ReadonlySet<StatusReason> = new Set([
  'NO_CLOSING_STATED',
  'SILENT_TOO_LONG',
  'CLOSING_UNREADABLE',
  'NOTHING_STATED',
] as const);

const closings: Readonly<Record<ClosingStatement, Certainty>> = {
  EXACT: 'READ',
  DAY_ONLY: 'DOUBT',
  DURATION: 'DOUBT',
  UNREADABLE: 'DOUBT',
  PLACEHOLDER: 'DOUBT',
  NOT_STATED: 'ABSENT',
};

const amounts: Readonly<Record<ValueStatement, Certainty>> = {
  STATED: 'READ',
  NO_CURRENCY: 'DOUBT',
  CURRENCY_UNKNOWN: 'DOUBT',
  UNREADABLE: 'DOUBT',
  PLACEHOLDER: 'DOUBT',
  ZERO: 'DOUBT',
  NOT_STATED: 'ABSENT',
};

const titles: Readonly<Record<TitleOrigin, Certainty>> = {
  TITLE: 'READ',
  DESCRIPTION: 'DOUBT',
  PART: 'DOUBT',
  LATER_STAGE: 'DOUBT',
  PLAN: 'DOUBT',
  NUMBER: 'ABSENT',
  OCID: 'ABSENT',
};

const buyers: Readonly<Record<BuyerOrigin, Certainty>> = {
  BUYER: 'READ',
  PROCURING_ENTITY: 'DOUBT',
  PARTY_BUYER: 'READ',
  PARTY_PROCURING_ENTITY: 'DOUBT',
};

/** What the status of a tender is at a moment, and what for. */
export function standingAt(state: TenderState, now: Date) {
  const input = statusInputOf(state);
  return {
    status: tenderStatusAt(input, now),
    reason: statusReasonAt({ ...input, evidence: state.statusEvidence }, now),
  };
}

/** All that was read of one tender, and how sure it is. */
export function findingsOf({ state, compiled, settings }: JudgedTender, now: Date): Finding[] {
  const { status, reason } = standingAt(state, now);
  const origins = nameOriginsOf(compiled, settings);
  const tender = member(compiled, 'tender');
  const { estimate, statedMoney } = fieldReaders(settings);
  const money = (topic: Topic, holders: readonly JsonObject[], read = statedMoney): Finding[] =>
    holders.map((holder) => {
      const { statement } = read(member(holder, 'value'));
      return { topic, what: statement, certainty: amounts[statement] };
    });
  return [
    { topic: 'status', what: `${status} by ${reason}`, certainty: doubtfulReasons.has(reason) ? 'DOUBT' : 'READ' },
    { topic: 'notice', what: state.noticeKind, certainty: 'READ' },
    { topic: 'closing date', what: state.closingStatement, certainty: closings[state.closingStatement] },
    dateFinding('opening date', memberAt(tender, 'tenderPeriod', 'startDate'), state.opensAt),
    dateFinding('enquiries until', memberAt(tender, 'enquiryPeriod', 'endDate'), state.enquiriesUntil),
    dateFinding('published', member(compiled, 'date'), state.publishedAt),
    { topic: 'estimate', what: state.valueStatement, certainty: amounts[state.valueStatement] },
    ...money('lot value', objectsIn(member(tender, 'lots')), estimate),
    ...money('award value', objectsIn(member(compiled, 'awards'))),
    ...money('contract value', objectsIn(member(compiled, 'contracts'))),
    { topic: 'title from', what: origins.title, certainty: titles[origins.title] },
    origins.buyer === null
      ? { topic: 'buyer from', what: 'NOT_STATED', certainty: 'ABSENT' }
      : { topic: 'buyer from', what: origins.buyer, certainty: buyers[origins.buyer] },
    ...state.documents.map(({ scope }): Finding => ({ topic: 'document of', what: scope, certainty: 'READ' })),
    ...documentAddresses(state, countRefusedAddresses(compiled, fieldReaders(settings))),
    ...emptyEntries('DOCUMENT', member(tender, 'documents')),
    ...emptyEntries('ITEM', member(tender, 'items')),
    ...emptyEntries('LOT', member(tender, 'lots')),
    ...emptyEntries('AWARD', member(compiled, 'awards')),
    ...emptyEntries('CONTRACT', member(compiled, 'contracts')),
  ];
}

/** Entries of a list that say nothing, which are left out. */
function emptyEntries(what: string, list: Parameters<typeof objectsIn>[0]): Finding[] {
  return objectsIn(list)
    .filter(isRemoved)
    .map(() => ({ topic: 'empty entry', what, certainty: 'DOUBT' }));
}

function dateFinding(topic: Topic, stated: Parameters<typeof textOf>[0], read: string | null): Finding {
  if (read !== null) return { topic, what: 'READ', certainty: 'READ' };
  return textOf(stated, 60) === null
    ? { topic, what: 'NOT_STATED', certainty: 'ABSENT' }
    : { topic, what: 'NOT_READABLE', certainty: 'DOUBT' };
}

// One that is stated and none of the web is no link: it would run in the reader's browser, or lead nowhere.
function documentAddresses({ documents }: TenderState, refused: number): Finding[] {
  const read = documents.filter(({ url }) => url !== null).length;
  const counted: [string, Certainty, number][] = [
    ['READ', 'READ', read],
    ['NOT_OF_THE_WEB', 'DOUBT', refused],
    ['NOT_STATED', 'ABSENT', Math.max(0, documents.length - read - refused)],
  ];
  return counted.flatMap(([what, certainty, count]) =>
    Array.from({ length: count }, (): Finding => ({ topic: 'document address', what, certainty })),
  );
}
