import type { TeamTenderField } from '../../../types.generated.js';
import { mappableFields, type MappableField } from '../connectors/json-mapping.js';

/** The API's name of each field that a mapping can fill. */
export const fieldNames = {
  externalId: 'EXTERNAL_ID',
  url: 'URL',
  title: 'TITLE',
  description: 'DESCRIPTION',
  reference: 'REFERENCE',
  language: 'LANGUAGE',
  publisherStatus: 'PUBLISHER_STATUS',
  category: 'CATEGORY',
  procurementCategory: 'PROCUREMENT_CATEGORY',
  method: 'METHOD',
  methodDetails: 'METHOD_DETAILS',
  province: 'PROVINCE',
  deliveryLocation: 'DELIVERY_LOCATION',
  specialConditions: 'SPECIAL_CONDITIONS',
  buyerName: 'BUYER_NAME',
  valueAmount: 'VALUE_AMOUNT',
  valueCurrency: 'VALUE_CURRENCY',
  publishedAt: 'PUBLISHED_AT',
  opensAt: 'OPENS_AT',
  closingAt: 'CLOSING_AT',
  enquiriesUntil: 'ENQUIRIES_UNTIL',
  contactName: 'CONTACT_NAME',
  contactEmail: 'CONTACT_EMAIL',
  contactPhone: 'CONTACT_PHONE',
  skills: 'SKILLS',
  budgetType: 'BUDGET_TYPE',
  budgetMin: 'BUDGET_MIN',
  budgetMax: 'BUDGET_MAX',
  budgetCurrency: 'BUDGET_CURRENCY',
  client: 'CLIENT',
} as const satisfies Readonly<Record<MappableField, TeamTenderField>>;

const fieldsByName = new Map<string, MappableField>(mappableFields.map((field) => [fieldNames[field], field]));

/** The field that the API calls so. */
export function fieldNamed(name: TeamTenderField): MappableField | undefined {
  return fieldsByName.get(name);
}
