import type { Province } from '@hub/runtime/provinces';
import type { ClosingStatement } from '../time/closing-date.js';
import type { NoticeKind } from '../notice/kinds.js';
import type { ValueStatement } from '../money/read-money.js';
import type { RegisterNumber } from './supplier-identity.js';

/**
 * What has become of a tender, as far as its releases say. Whether it is open follows from the dates at the moment
 * of asking: see tenderStatusAt().
 */
export const lifecycles = ['PLANNED', 'LIVE', 'AWARDED', 'COMPLETE', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN'] as const;

export type Lifecycle = (typeof lifecycles)[number];

/** What a lifecycle rests on; null where only dates decide. */
export const statusEvidences = [
  'PUBLISHER_STATUS',
  'CANCELLATION_RELEASED',
  'LOTS_CANCELLED',
  'LOTS_WITHOUT_RESULT',
  'AWARD_PUBLISHED',
  'CONTRACT_PUBLISHED',
  'AWARDS_WITHOUT_RESULT',
  'PLANNING_RELEASED',
  'NOTICE_KIND',
  'CLOSING_UNREADABLE',
  'NOTHING_STATED',
] as const;

export type StatusEvidence = (typeof statusEvidences)[number];

/** Money: a decimal in text, so that nothing is rounded on the way to the database. */
export interface Money {
  amount: string;
  currency: string | null;
}

export interface OrganisationState {
  /** Names the organisation among all sources. */
  key: string;
  name: string;
  localId: string | null;
  identifierScheme: string | null;
  identifier: string | null;
}

/** Where in a process documents hang. */
export const documentScopes = [
  'PLANNING',
  'TENDER',
  'AMENDMENT',
  'LOT',
  'MILESTONE',
  'AWARD',
  'CONTRACT',
  'IMPLEMENTATION',
] as const;

export type DocumentScope = (typeof documentScopes)[number];

export interface DocumentState {
  key: string;
  scope: DocumentScope;
  documentType: string | null;
  title: string | null;
  filename: string | null;
  url: string | null;
  format: string | null;
  language: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
}

export interface BriefingState {
  key: string;
  heldAt: string | null;
  isCompulsory: boolean;
  venue: string | null;
}

export interface ItemState {
  key: string;
  description: string | null;
  classificationScheme: string | null;
  classificationId: string | null;
  classificationDescription: string | null;
  quantity: string | null;
  unit: string | null;
  lotKey: string | null;
}

/** What an award is for, which may be less than the tender asked for. */
export interface AwardItemState extends ItemState {
  /** Price of one unit. */
  unitValueAmount: string | null;
  unitValueCurrency: string | null;
}

export interface LotState {
  key: string;
  title: string | null;
  description: string | null;
  status: string | null;
  valueAmount: string | null;
  valueCurrency: string | null;
}

/** What has become of an award; UNKNOWN where nobody can tell. Only one that stands is counted as money spent. */
export const awardOutcomes = ['AWARDED', 'PENDING', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN'] as const;

export type AwardOutcome = (typeof awardOutcomes)[number];

export interface AwardState {
  key: string;
  title: string | null;
  status: string | null;
  awardedAt: string | null;
  valueAmount: string | null;
  valueCurrency: string | null;
  suppliers: OrganisationState[];
  items: AwardItemState[];
}

/** What is said about an organisation that won an award. */
export interface WinnerState {
  awardKey: string;
  /** Names it among all sources, as in the award. */
  key: string;
  name: string;
  localId: string | null;
  /** Numbers in registers, by scheme and number. */
  identifiers: RegisterNumber[];
  legalName: string | null;
  street: string | null;
  locality: string | null;
  region: string | null;
  postalCode: string | null;
  country: string | null;
  scale: string | null;
}

export interface ContractState {
  key: string;
  awardKey: string | null;
  title: string | null;
  status: string | null;
  valueAmount: string | null;
  valueCurrency: string | null;
  signedAt: string | null;
  startsAt: string | null;
  endsAt: string | null;
}

/** A tender as its releases describe it. Instants are ISO text in UTC; null always means "not stated". */
export interface TenderState {
  ocid: string;
  title: string;
  description: string | null;
  reference: string | null;
  /** What else it is called, in other languages: searched, and told as published; and the tags of these languages. */
  translations: { title: string[]; description: string[]; languages: string[] };
  language: string | null;
  publisherStatus: string | null;
  lifecycle: Lifecycle;
  noticeKind: NoticeKind;
  /** What the lifecycle rests on; null where only dates decide. */
  statusEvidence: StatusEvidence | null;
  category: string | null;
  procurementCategory: string | null;
  method: string | null;
  methodDetails: string | null;
  province: Province | null;
  deliveryLocation: string | null;
  specialConditions: string | null;
  buyer: OrganisationState | null;
  valueAmount: string | null;
  valueCurrency: string | null;
  valueStatement: ValueStatement;
  publishedAt: string | null;
  opensAt: string | null;
  closingAt: string | null;
  /** The closing date as published. */
  closingRaw: string | null;
  closingStatement: ClosingStatement;
  /** Until when it may be taken for open at most; null where its closing date comes before. */
  presumedUntil: string | null;
  enquiriesUntil: string | null;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  /** Where the publisher shows it. */
  url: string | null;
  documents: DocumentState[];
  briefings: BriefingState[];
  items: ItemState[];
  lots: LotState[];
  awards: AwardState[];
  /** What has become of each of them, in the same order. */
  awardOutcomes: AwardOutcome[];
  /** Who won, in more words than the awards have. An address that changes does not change the tender. */
  winners: WinnerState[];
  contracts: ContractState[];
}

/** The fields of the tender itself: without its buyer, its translations and the lists that hang on it. */
export function ownFieldsOf({
  documents: _d,
  briefings: _b,
  items: _i,
  lots: _l,
  awards: _a,
  awardOutcomes: _outcomes,
  winners: _w,
  contracts: _c,
  buyer: _o,
  translations: _t,
  ...fields
}: TenderState) {
  return fields;
}
