import { currencies, releaseTags } from './ocds-codes.js';

/** How the value of a core field is repaired. */
export type Kind =
  | { readonly kind: 'text' | 'id' | 'date' | 'uri' | 'number' | 'integer' | 'flag' | 'texts' | 'details' | 'former' }
  | { readonly kind: 'code'; readonly codes: readonly string[] }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }
  | { readonly kind: 'one' | 'list'; readonly shape: ShapeName };

/** The fields of one object of the standard. What is not among them is an extension and stays as published. */
export type Shape = Readonly<Record<string, Kind>>;

const text: Kind = { kind: 'text' };
const id: Kind = { kind: 'id' };
const date: Kind = { kind: 'date' };
const uri: Kind = { kind: 'uri' };
const texts: Kind = { kind: 'texts' };
const integer: Kind = { kind: 'integer' };
const code = (...codes: string[]): Kind => ({ kind: 'code', codes });
const one = (shape: ShapeName): Kind => ({ kind: 'one', shape });
const list = (shape: ShapeName): Kind => ({ kind: 'list', shape });

/** Names of the objects of the standard. */
export type ShapeName =
  | 'Release'
  | 'Planning'
  | 'Tender'
  | 'Award'
  | 'Contract'
  | 'Implementation'
  | 'Milestone'
  | 'Document'
  | 'Budget'
  | 'Transaction'
  | 'OrganizationReference'
  | 'Organization'
  | 'Item'
  | 'Unit'
  | 'Amendment'
  | 'Change'
  | 'Classification'
  | 'Identifier'
  | 'Address'
  | 'ContactPoint'
  | 'Value'
  | 'Period'
  | 'RelatedProcess';

const organisation: Shape = {
  name: text,
  id,
  identifier: one('Identifier'),
  additionalIdentifiers: list('Identifier'),
  address: one('Address'),
  contactPoint: one('ContactPoint'),
};
const amendments: Shape = { amendments: list('Amendment'), amendment: one('Amendment') };

/**
 * The core of OCDS 1.1.5, as far as its schema asks anything of values. A test recomputes the table from the schema where
 * that is at hand, so it cannot drift unseen.
 */
export const ocdsShapes: Readonly<Record<ShapeName, Shape>> = {
  Release: {
    ocid: text,
    id: text,
    date,
    tag: { kind: 'codes', codes: releaseTags },
    initiationType: code('tender'),
    parties: list('Organization'),
    buyer: one('OrganizationReference'),
    planning: one('Planning'),
    tender: one('Tender'),
    awards: list('Award'),
    contracts: list('Contract'),
    language: text,
    relatedProcesses: list('RelatedProcess'),
  },
  Planning: { rationale: text, budget: one('Budget'), documents: list('Document'), milestones: list('Milestone') },
  Tender: {
    id,
    title: text,
    description: text,
    status: code('planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn'),
    procuringEntity: one('OrganizationReference'),
    items: list('Item'),
    value: one('Value'),
    minValue: one('Value'),
    procurementMethod: code('open', 'selective', 'limited', 'direct'),
    procurementMethodDetails: text,
    procurementMethodRationale: text,
    mainProcurementCategory: code('goods', 'works', 'services'),
    additionalProcurementCategories: texts,
    awardCriteria: text,
    awardCriteriaDetails: text,
    submissionMethod: texts,
    submissionMethodDetails: text,
    tenderPeriod: one('Period'),
    enquiryPeriod: one('Period'),
    hasEnquiries: { kind: 'flag' },
    eligibilityCriteria: text,
    awardPeriod: one('Period'),
    contractPeriod: one('Period'),
    numberOfTenderers: integer,
    tenderers: list('OrganizationReference'),
    documents: list('Document'),
    milestones: list('Milestone'),
    ...amendments,
  },
  Award: {
    id,
    title: text,
    description: text,
    status: code('pending', 'active', 'cancelled', 'unsuccessful'),
    date,
    value: one('Value'),
    suppliers: list('OrganizationReference'),
    items: list('Item'),
    contractPeriod: one('Period'),
    documents: list('Document'),
    ...amendments,
  },
  Contract: {
    id,
    awardID: id,
    title: text,
    description: text,
    status: code('pending', 'active', 'cancelled', 'terminated'),
    period: one('Period'),
    value: one('Value'),
    items: list('Item'),
    dateSigned: date,
    documents: list('Document'),
    implementation: one('Implementation'),
    relatedProcesses: list('RelatedProcess'),
    milestones: list('Milestone'),
    ...amendments,
  },
  Implementation: { transactions: list('Transaction'), milestones: list('Milestone'), documents: list('Document') },
  Milestone: {
    id,
    title: text,
    type: text,
    description: text,
    code: text,
    dueDate: date,
    dateMet: date,
    dateModified: date,
    status: code('scheduled', 'met', 'notMet', 'partiallyMet'),
    documents: list('Document'),
  },
  Document: {
    id,
    documentType: text,
    title: text,
    description: text,
    url: uri,
    datePublished: date,
    dateModified: date,
    format: text,
    language: text,
  },
  Budget: { id, description: text, amount: one('Value'), project: text, projectID: id, uri, source: uri },
  Transaction: {
    id,
    source: uri,
    date,
    value: one('Value'),
    payer: one('OrganizationReference'),
    payee: one('OrganizationReference'),
    uri,
    amount: one('Value'),
    providerOrganization: one('Identifier'),
    receiverOrganization: one('Identifier'),
  },
  OrganizationReference: organisation,
  Organization: { ...organisation, roles: texts, details: { kind: 'details' } },
  Item: {
    id,
    description: text,
    classification: one('Classification'),
    additionalClassifications: list('Classification'),
    quantity: { kind: 'number' },
    unit: one('Unit'),
  },
  Unit: { scheme: text, id, name: text, value: one('Value'), uri },
  Amendment: {
    date,
    rationale: text,
    id,
    description: text,
    amendsReleaseID: id,
    releaseID: id,
    changes: list('Change'),
  },
  Change: { property: text, former_value: { kind: 'former' } },
  Classification: { scheme: text, id, description: text, uri },
  Identifier: { scheme: text, id, legalName: text, uri },
  Address: { streetAddress: text, locality: text, region: text, postalCode: text, countryName: text },
  ContactPoint: { name: text, email: text, telephone: text, faxNumber: text, url: uri },
  Value: { amount: { kind: 'number' }, currency: code(...currencies) },
  Period: { startDate: date, endDate: date, maxExtentDate: date, durationInDays: integer },
  RelatedProcess: { id, relationship: texts, title: text, scheme: text, identifier: id, uri },
};

/** Objects whose id the standard asks for; one without it could not stand in a valid release. */
export const namedShapes: ReadonlySet<ShapeName> = new Set([
  'Award',
  'Contract',
  'Milestone',
  'Document',
  'Transaction',
  'Item',
]);
