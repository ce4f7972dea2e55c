import type { JsonObject } from '../json.js';

// The release schema of OCDS 1.1 as far as merging looks at it: what is an object, what is a list, what has an id. A test
// compares its rules with those of the published schema, so it cannot drift unseen.

/** A list of things with the given definition. */
export function listOf(definition: string): JsonObject {
  return { type: 'array', items: reference(definition) };
}

/** A list that each release replaces as a whole. */
export function wholeListOf(definition: string): JsonObject {
  return { ...listOf(definition), wholeListMerge: true };
}

/** A list of texts or numbers. */
export const plainList: JsonObject = { type: 'array', items: {} };

export function reference(definition: string): JsonObject {
  return { $ref: `#/definitions/${definition}` };
}

/** A thing told apart by its id. */
export function keyedBy(properties: JsonObject): JsonObject {
  return { properties: { id: {}, ...properties } };
}

const organisation = {
  identifier: reference('Identifier'),
  address: reference('Address'),
  contactPoint: reference('ContactPoint'),
  additionalIdentifiers: wholeListOf('Identifier'),
};
const amended = { amendments: listOf('Amendment'), amendment: reference('Amendment') };

/** What extensions patch. */
export const releaseSchema: JsonObject = {
  properties: {
    id: { omitWhenMerged: true },
    date: { omitWhenMerged: true },
    tag: { ...plainList, omitWhenMerged: true },
    parties: listOf('Organization'),
    buyer: reference('OrganizationReference'),
    planning: reference('Planning'),
    tender: reference('Tender'),
    awards: listOf('Award'),
    contracts: listOf('Contract'),
    relatedProcesses: listOf('RelatedProcess'),
  },
  definitions: {
    Planning: {
      properties: { budget: reference('Budget'), documents: listOf('Document'), milestones: listOf('Milestone') },
    },
    Tender: keyedBy({
      procuringEntity: reference('OrganizationReference'),
      items: listOf('Item'),
      value: reference('Value'),
      minValue: reference('Value'),
      additionalProcurementCategories: plainList,
      submissionMethod: plainList,
      tenderPeriod: reference('Period'),
      enquiryPeriod: reference('Period'),
      awardPeriod: reference('Period'),
      contractPeriod: reference('Period'),
      tenderers: listOf('OrganizationReference'),
      documents: listOf('Document'),
      milestones: listOf('Milestone'),
      ...amended,
    }),
    Award: keyedBy({
      value: reference('Value'),
      suppliers: listOf('OrganizationReference'),
      items: listOf('Item'),
      contractPeriod: reference('Period'),
      documents: listOf('Document'),
      ...amended,
    }),
    Contract: keyedBy({
      period: reference('Period'),
      value: reference('Value'),
      items: listOf('Item'),
      documents: listOf('Document'),
      implementation: reference('Implementation'),
      relatedProcesses: listOf('RelatedProcess'),
      milestones: listOf('Milestone'),
      ...amended,
    }),
    Implementation: {
      properties: {
        transactions: listOf('Transaction'),
        milestones: listOf('Milestone'),
        documents: listOf('Document'),
      },
    },
    Milestone: keyedBy({ documents: listOf('Document') }),
    Document: keyedBy({}),
    Budget: keyedBy({ amount: reference('Value') }),
    Transaction: keyedBy({
      value: reference('Value'),
      amount: reference('Value'),
      payer: reference('OrganizationReference'),
      payee: reference('OrganizationReference'),
      providerOrganization: reference('Identifier'),
      receiverOrganization: reference('Identifier'),
    }),
    OrganizationReference: keyedBy(organisation),
    Organization: keyedBy({ ...organisation, roles: plainList, details: { properties: {} } }),
    Item: keyedBy({
      classification: reference('Classification'),
      additionalClassifications: wholeListOf('Classification'),
      unit: keyedBy({ value: reference('Value') }),
    }),
    Amendment: keyedBy({ changes: { type: 'array', items: { properties: {} } } }),
    Classification: keyedBy({}),
    Identifier: keyedBy({}),
    RelatedProcess: keyedBy({ relationship: plainList }),
    Address: { properties: {} },
    ContactPoint: { properties: {} },
    Value: { properties: {} },
    Period: { properties: {} },
  },
};
