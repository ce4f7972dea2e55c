// cspell:ignore enquir
import type { JsonObject } from '../json.js';
import { keyedBy, listOf, plainList, reference, wholeListOf } from './ocds-schema.js';

/** An extension that is built in, and needs no fetching. */
export interface KnownExtension {
  readonly name: string;
  /** What it adds to the release schema, as far as merging looks at it. */
  readonly patch: JsonObject;
}

const simpleIdentifier = { SimpleIdentifier: keyedBy({}) };
const relatedLots = { properties: { relatedLots: plainList } };

const lot = keyedBy({
  identifiers: wholeListOf('SimpleIdentifier'),
  value: reference('Value'),
  minValue: reference('Value'),
  tenderPeriod: reference('Period'),
  contractPeriod: reference('Period'),
  enquiryPeriod: reference('Period'),
  buyer: reference('OrganizationReference'),
  additionalClassifications: wholeListOf('Classification'),
  additionalProcurementCategories: plainList,
  milestones: listOf('Milestone'),
});

const lots: JsonObject = {
  definitions: {
    ...simpleIdentifier,
    Tender: {
      properties: { lots: listOf('Lot'), lotDetails: { properties: {} }, lotGroups: listOf('LotGroup') },
    },
    Document: relatedLots,
    Milestone: relatedLots,
    Award: relatedLots,
    Contract: relatedLots,
    Amendment: relatedLots,
    RelatedProcess: relatedLots,
    Lot: lot,
    LotGroup: keyedBy({
      identifiers: wholeListOf('SimpleIdentifier'),
      relatedLots: plainList,
      maximumValue: reference('Value'),
    }),
  },
};

const bids: JsonObject = {
  properties: { bids: reference('Bids') },
  definitions: {
    ...simpleIdentifier,
    Award: { properties: { relatedBids: plainList } },
    Contract: { properties: { relatedBids: plainList } },
    Bids: { properties: { statistics: listOf('Statistic'), details: listOf('Bid') } },
    Statistic: keyedBy({}),
    Bid: keyedBy({
      identifiers: wholeListOf('SimpleIdentifier'),
      items: listOf('Item'),
      tenderers: listOf('OrganizationReference'),
      value: reference('Value'),
      validityPeriod: reference('Period'),
      documents: listOf('Document'),
      relatedLots: plainList,
      countriesOfOrigin: plainList,
    }),
  },
};

const enquiries: JsonObject = {
  definitions: {
    Tender: { properties: { enquiries: listOf('Enquiry') } },
    Enquiry: keyedBy({ author: reference('OrganizationReference') }),
  },
};

const location: JsonObject = {
  definitions: {
    Item: { properties: { deliveryLocation: reference('Location'), deliveryAddress: reference('Address') } },
    Location: {
      properties: {
        geometry: { properties: { coordinates: plainList } },
        gazetteer: { properties: { identifiers: plainList } },
      },
    },
  },
};

const additionalContactPoints: JsonObject = {
  definitions: {
    Organization: { properties: { additionalContactPoints: wholeListOf('ContactPoint') } },
    ContactPoint: { properties: { availableLanguage: plainList, address: reference('Address') } },
  },
};

const budgetBreakdown: JsonObject = {
  definitions: {
    Budget: { properties: { budgetBreakdown: listOf('BudgetBreakdown') } },
    BudgetBreakdown: keyedBy({
      amount: reference('Value'),
      period: reference('Period'),
      sourceParty: reference('OrganizationReference'),
    }),
  },
};

// Names as the registry and the repositories of the standard write them, in a part of the address by themselves.
const table: readonly (KnownExtension & { readonly spelt: string })[] = [
  { name: 'lots', spelt: 'lots?', patch: lots },
  { name: 'bids', spelt: 'bids?', patch: bids },
  { name: 'enquiries', spelt: 'enquir(?:y|ies)', patch: enquiries },
  { name: 'location', spelt: 'location', patch: location },
  { name: 'additionalContactPoint', spelt: 'additionalContactPoints?', patch: additionalContactPoints },
  { name: 'budget', spelt: 'budget_?breakdown', patch: budgetBreakdown },
  {
    name: 'contract_suppliers',
    spelt: 'contract_suppliers',
    patch: { definitions: { Contract: { properties: { suppliers: listOf('OrganizationReference') } } } },
  },
  {
    name: 'organizationClassification',
    spelt: 'organizationClassification',
    patch: {
      definitions: {
        Organization: { properties: { details: { properties: { classifications: listOf('Classification') } } } },
      },
    },
  },
  // These add only texts and single objects.
  { name: 'legalBasis', spelt: 'legalBasis', patch: {} },
  { name: 'process_title', spelt: 'process_title', patch: {} },
];

const patterns = table.map((entry) => ({
  entry,
  pattern: new RegExp(`^(?:${entry.spelt}|ocds_${entry.spelt}_extension)$`, 'iu'),
}));

/**
 * The built-in extension that an address names, or null. Extensions move between hosts; only their names stay:
 * `ocds_lots_extension`, `extensions/lots/v1.1.5`.
 */
export function knownExtension(address: string): KnownExtension | null {
  const parts = (URL.parse(address)?.pathname ?? address).split('/');
  return patterns.find(({ pattern }) => parts.some((part) => pattern.test(part)))?.entry ?? null;
}
