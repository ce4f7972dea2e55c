import type { TenderToWrite } from '@hub/tenders/imports/tender-rows';
import { type OrganisationState, type TenderState, readProvince } from '@hub/tenders/ocds';
import type { Corpus } from './corpus.js';
import { normal, pick, randomOf, zipf } from './random.js';

/** The moment at which the benchmark asks. Tenders were published in the five years before it. */
export const now = new Date('2026-06-01T10:00:00Z');

export const buyersMax = 3_000;
const dayMs = 86_400_000;
const spanMs = 1_826 * dayMs;

/** Invents the tender of a number out of real sentences: always the same one. Numbers follow the order of publishing. */
export function inventTender(
  index: number,
  { corpus, tenders, sourceId }: { corpus: Corpus; tenders: number; sourceId: string },
): TenderToWrite {
  const random = randomOf(index * 2_654_435_761);
  const buyer = buyerOf(zipf(buyersMax, random), corpus);
  const description = Array.from({ length: pick(corpus.lengths, random) }, () => pick(corpus.sentences, random)).join(
    ' ',
  );
  const publishedMs = now.getTime() - spanMs + Math.floor((spanMs * (index + random())) / tenders);
  const closingMs = publishedMs + (7 + Math.floor(random() ** 2 * 75)) * dayMs;
  const value = valueOf(random);
  const state: TenderState = {
    ...nothing,
    ocid: `ocds-bench1-${index}`,
    title: description.slice(0, 200),
    translations: { title: [], description: [], languages: [] },
    description,
    reference: pick(corpus.references, random).replaceAll(/\d/gu, () => String(Math.floor(random() * 10))),
    lifecycle: lifecycleOf(random),
    category: pick(corpus.categories, random) || null,
    procurementCategory: oneOf(procurementCategories, random),
    method: oneOf(methods, random),
    methodDetails: pick(corpus.methods, random),
    province: readProvince(pick(corpus.provinces, random)),
    deliveryLocation: pick(corpus.places, random),
    specialConditions: pick(corpus.conditions, random),
    buyer,
    valueAmount: value?.amount ?? null,
    valueCurrency: value?.currency ?? null,
    publishedAt: at(publishedMs),
    opensAt: at(publishedMs),
    // Closing times are on the hour, and a few notices state none.
    closingAt:
      random() < 0.03 ? null : at(closingMs - (closingMs % dayMs) + (9 + Math.floor(random() * 6)) * 3_600_000),
    briefings: random() < 0.35 ? [{ key: '#1', heldAt: null, isCompulsory: false, venue: null }] : [],
  };
  return { tenderId: idOf(index, publishedMs), sourceId, state, releaseCount: 1, version: 1, lastReleasedAt: null };
}

const nothing = {
  language: 'en',
  publisherStatus: 'active',
  statusEvidence: null,
  noticeKind: 'TENDER' as const,
  closingRaw: null,
  closingStatement: 'EXACT' as const,
  presumedUntil: null,
  valueStatement: 'STATED' as const,
  enquiriesUntil: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  url: null,
  documents: [],
  items: [],
  lots: [],
  awards: [],
  awardOutcomes: [],
  winners: [],
  contracts: [],
};

type Shares<Value> = readonly (readonly [share: number, value: Value])[];

const procurementCategories: Shares<string | null> = [
  [0.46, 'services'],
  [0.31, 'goods'],
  [0.18, 'works'],
  [0.05, null],
];
const methods: Shares<string | null> = [
  [0.8, 'open'],
  [0.09, 'selective'],
  [0.06, 'limited'],
  [0.03, 'direct'],
  [0.02, null],
];
const lifecycles: Shares<TenderState['lifecycle']> = [
  [0.68, 'LIVE'],
  [0.22, 'AWARDED'],
  [0.04, 'CANCELLED'],
  [0.03, 'COMPLETE'],
  [0.01, 'UNSUCCESSFUL'],
  [0.01, 'PLANNED'],
  [0.01, 'UNKNOWN'],
];

function oneOf<Value>(shares: Shares<Value | null>, random: () => number): Value | null {
  let left = random();
  for (const [share, value] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  return null;
}

function lifecycleOf(random: () => number): TenderState['lifecycle'] {
  return oneOf(lifecycles, random) ?? 'UNKNOWN';
}

// Seven of ten are undisclosed; the rest lie around a million, over several powers of ten.
function valueOf(random: () => number): { amount: string; currency: string } | null {
  if (random() < 0.7) return null;
  const amount = Math.max(1_000, Math.round(10 ** (6 + normal(random))));
  return { amount: String(amount), currency: random() < 0.97 ? 'ZAR' : 'USD' };
}

export function buyerOf(place: number, { buyers }: Corpus): OrganisationState {
  const round = Math.floor(place / buyers.length);
  const name = `${buyers[place % buyers.length]}${round === 0 ? '' : ` Region ${round}`}`;
  return { key: `bench:${place}`, name, localId: String(place), identifierScheme: null, identifier: null };
}

/** Row id of the buyer in a place of the list. */
export function buyerIdOf(place: number): string {
  return `01900000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;
}

function idOf(index: number, ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`;
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}
