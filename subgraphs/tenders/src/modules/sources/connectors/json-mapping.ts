import { z } from 'zod';
import { isJsonPointer } from '../../../source-http/index.js';
import { pagingSettings } from './paging.js';

const pointer = z.string().refine(isJsonPointer, 'A pointer is a JSON Pointer, such as /data/title.');

/** Fields that a team may map out of its own JSON. */
export const mappableFields = [
  'externalId',
  'url',
  'title',
  'description',
  'reference',
  'language',
  'publisherStatus',
  'category',
  'procurementCategory',
  'method',
  'methodDetails',
  'province',
  'deliveryLocation',
  'specialConditions',
  'buyerName',
  'valueAmount',
  'valueCurrency',
  'publishedAt',
  'opensAt',
  'closingAt',
  'enquiriesUntil',
  'contactName',
  'contactEmail',
  'contactPhone',
  'skills',
  'budgetType',
  'budgetMin',
  'budgetMax',
  'budgetCurrency',
  'client',
] as const;

export type MappableField = (typeof mappableFields)[number];

/** How a team's own JSON becomes tenders: where the rows are, and where in a row each field is. */
export const jsonMapping = z.object({
  paging: pagingSettings.prefault({ style: 'none' }),
  /** Where the list of rows is; the empty text when the answer itself is the list. */
  items: pointer.default(''),
  fields: z
    .partialRecord(z.enum(mappableFields), pointer)
    .refine(
      (fields) => fields.externalId !== undefined && fields.title !== undefined,
      'The fields must name EXTERNAL_ID and TITLE.',
    ),
});

export type JsonMapping = z.output<typeof jsonMapping>;

/** Jobs as marketplaces list them; a team's own mapping replaces what differs at its marketplace. */
export const marketplaceMapping: z.input<typeof jsonMapping> = {
  paging: { style: 'cursor', parameter: 'cursor', sizeParameter: 'limit', size: 50, nextPointer: '/paging/nextCursor' },
  items: '/jobs',
  fields: {
    externalId: '/id',
    title: '/title',
    description: '/description',
    url: '/url',
    skills: '/skills',
    publishedAt: '/postedAt',
    closingAt: '/closesAt',
    publisherStatus: '/status',
    category: '/category',
    budgetType: '/budget/type',
    budgetMin: '/budget/min',
    budgetMax: '/budget/max',
    budgetCurrency: '/budget/currency',
    client: '/client',
    buyerName: '/client/name',
  },
};

/** The mapping of a marketplace: the usual one with what the team says otherwise. */
export function marketplaceMappingOf(own: Partial<z.input<typeof jsonMapping>>): JsonMapping {
  return jsonMapping.parse({
    paging: { ...marketplaceMapping.paging, ...own.paging },
    items: own.items ?? marketplaceMapping.items,
    fields: { ...marketplaceMapping.fields, ...own.fields },
  });
}
