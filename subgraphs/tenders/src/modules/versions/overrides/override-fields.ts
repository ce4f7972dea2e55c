import { isStorableText, readInstant } from '@hub/runtime/values';
import { z } from 'zod';
import { provinces } from '../../../ocds/index.js';

/** The columns of a tender that an override can stand beside. */
export interface PublishedFields {
  readonly category: string | null;
  readonly closingAt: Date | null;
  readonly deliveryLocation: string | null;
  readonly description: string | null;
  readonly method: string | null;
  readonly methodDetails: string | null;
  readonly opensAt: Date | null;
  readonly procurementCategory: string | null;
  readonly province: string | null;
  readonly reference: string | null;
  readonly specialConditions: string | null;
  readonly title: string;
  readonly valueAmount: { toFixed(): string } | null;
  readonly valueCurrency: string | null;
}

interface OverrideField {
  /** Reads a value that a person gave. */
  readonly value: z.ZodType<string | null>;
  /** What is wrong with one that cannot be read. */
  readonly expected: string;
  readonly published: (tender: PublishedFields) => string | null;
}

const text = (lengthMax: number, published: OverrideField['published']): OverrideField => ({
  value: storable(lengthMax).nullable(),
  expected: `text of 1 to ${lengthMax} characters`,
  published,
});

const instant = (published: (tender: PublishedFields) => Date | null): OverrideField => ({
  value: z
    .string()
    .refine((value) => readInstant(value) !== null)
    .transform((value) => readInstant(value)?.toISOString() ?? value)
    .nullable(),
  expected: 'an instant with an offset, such as 2026-03-31T11:00:00+02:00',
  published: (tender) => published(tender)?.toISOString() ?? null,
});

/** Every field that can be overridden, and how its values are written. */
export const overrideFields = {
  CATEGORY: text(300, ({ category }) => category),
  CLOSING_AT: instant(({ closingAt }) => closingAt),
  DELIVERY_LOCATION: text(2_000, ({ deliveryLocation }) => deliveryLocation),
  DESCRIPTION: text(10_000, ({ description }) => description),
  METHOD: text(100, ({ method }) => method),
  METHOD_DETAILS: text(300, ({ methodDetails }) => methodDetails),
  OPENS_AT: instant(({ opensAt }) => opensAt),
  PROCUREMENT_CATEGORY: text(100, ({ procurementCategory }) => procurementCategory),
  PROVINCE: {
    value: z.enum(provinces).nullable(),
    expected: `one of ${provinces.join(', ')}`,
    published: ({ province }) => province,
  },
  REFERENCE: text(500, ({ reference }) => reference),
  SPECIAL_CONDITIONS: text(10_000, ({ specialConditions }) => specialConditions),
  TITLE: { value: storable(500), expected: 'text of 1 to 500 characters', published: ({ title }) => title },
  VALUE_AMOUNT: {
    value: z
      .string()
      .regex(/^\d{1,15}(?:\.\d{1,6})?$/u)
      .nullable(),
    expected: 'a decimal number as text, such as "1250000.50"',
    published: ({ valueAmount }) => valueAmount?.toFixed() ?? null,
  },
  VALUE_CURRENCY: {
    value: z
      .string()
      .regex(/^[A-Z]{3}$/u)
      .nullable(),
    expected: 'an ISO 4217 code, such as ZAR',
    published: ({ valueCurrency }) => valueCurrency,
  },
} as const satisfies Record<string, OverrideField>;

/** Names of the fields that can be overridden. */
export type OverrideFieldName = keyof typeof overrideFields;

const names = new Set(Object.keys(overrideFields));

/** True when a stored name is one of ours. */
export function isOverrideField(name: string): name is OverrideFieldName {
  return names.has(name);
}

/** Trimmed text that Postgres can store. */
export function storable(lengthMax: number) {
  return z.string().trim().min(1).max(lengthMax).refine(isStorableText);
}
