import type { KeyFactSource } from '../key-facts/index.js';
import type { SummarySource } from '../summariser/index.js';
import type { DraftKind, SourceText } from './draft.js';

/** What a draft is written from. */
export interface DraftSource {
  readonly kind: DraftKind;
  /** What the person who had it written said about it. */
  readonly brief: string | null;
  /** Null where it is about no tender. */
  readonly tender: (SummarySource & KeyFactSource) | null;
  readonly profile: DraftProfile;
  readonly buyer: BuyerHistory | null;
  /** Texts of the team that it accepted, newest first. */
  readonly accepted: readonly string[];
}

/** What the team states about itself. */
export interface DraftProfile {
  readonly sectors: readonly string[];
  readonly services: readonly string[];
  readonly provinces: readonly string[];
  readonly experienceYears: number | null;
  readonly bbbeeLevel: number | null;
  readonly designations: readonly string[];
}

/** What a buyer has published, as far as the product knows it. */
export interface BuyerHistory {
  readonly name: string;
  readonly tenderCount: number;
  readonly openCount: number;
  /** The most frequent ones first, with how often. */
  readonly categories: readonly { readonly name: string; readonly count: number }[];
  /** The newest ones. */
  readonly titles: readonly string[];
}

/** Every text that the draft may quote, by where it comes from. */
export function sourceTexts(source: DraftSource): SourceText[] {
  const { tender, buyer } = source;
  const profile = profileLines(source.profile).join('\n');
  const history = buyer === null ? '' : buyerLines(buyer).join('\n');
  const texts: SourceText[] = [
    { source: 'TITLE', text: tender?.title ?? '' },
    { source: 'DESCRIPTION', text: tender?.description ?? '' },
    { source: 'SPECIAL_CONDITIONS', text: tender?.specialConditions ?? '' },
    { source: 'PROFILE', text: profile },
    { source: 'BUYER', text: history },
    { source: 'TEAM', text: source.accepted.join('\n\n') },
  ];
  return texts.filter(({ text }) => text !== '');
}

/** The profile as sentences. */
export function profileLines(profile: DraftProfile): string[] {
  const { sectors, services, provinces, experienceYears, bbbeeLevel, designations } = profile;
  const listed = (label: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${label}: ${values.join(', ')}.`];
  return [
    ...listed('Sectors', sectors),
    ...listed('Services', services),
    ...listed('Provinces', provinces),
    ...(experienceYears === null ? [] : [`Experience: ${experienceYears} years.`]),
    ...(bbbeeLevel === null ? [] : [`B-BBEE level: ${bbbeeLevel}.`]),
    ...listed('CIDB designations', designations),
  ];
}

/** The history of a buyer as sentences. */
export function buyerLines({ name, tenderCount, openCount, categories, titles }: BuyerHistory): string[] {
  return [
    `${name} has published ${tenderCount} ${tenderCount === 1 ? 'tender' : 'tenders'} that are known here, of which ${openCount} ${openCount === 1 ? 'is' : 'are'} open.`,
    ...(categories.length === 0
      ? []
      : [`Most often: ${categories.map((category) => `${category.name} (${category.count})`).join(', ')}.`]),
    ...titles.map((title) => `Published: ${title.replaceAll(/\s+/gu, ' ').trim()}`),
  ];
}
