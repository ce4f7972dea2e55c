import type { OverrideFieldName, PublishedFields } from './override-fields.js';
import type { OverrideRecord } from './override.repository.js';

/** A tender as a team reads it: text and instants of its own in place of what was published. */
export interface EffectiveFields extends Omit<PublishedFields, 'valueAmount'> {
  readonly valueAmount: string | null;
  readonly overriddenFields: readonly OverrideFieldName[];
}

type Reading = (value: string | null) => Partial<EffectiveFields>;

const instantOf = (value: string | null) => (value === null ? null : new Date(value));

const readings: Readonly<Record<OverrideFieldName, Reading>> = {
  CATEGORY: (category) => ({ category }),
  CLOSING_AT: (value) => ({ closingAt: instantOf(value) }),
  DELIVERY_LOCATION: (deliveryLocation) => ({ deliveryLocation }),
  DESCRIPTION: (description) => ({ description }),
  METHOD: (method) => ({ method }),
  METHOD_DETAILS: (methodDetails) => ({ methodDetails }),
  OPENS_AT: (value) => ({ opensAt: instantOf(value) }),
  PROCUREMENT_CATEGORY: (procurementCategory) => ({ procurementCategory }),
  PROVINCE: (province) => ({ province }),
  REFERENCE: (reference) => ({ reference }),
  SPECIAL_CONDITIONS: (specialConditions) => ({ specialConditions }),
  TITLE: (title) => (title === null ? {} : { title }),
  VALUE_AMOUNT: (valueAmount) => ({ valueAmount }),
  VALUE_CURRENCY: (valueCurrency) => ({ valueCurrency }),
};

/** The overrides of a team applied to what is published. */
export function effectiveTender(
  published: Omit<EffectiveFields, 'overriddenFields'>,
  overrides: readonly Pick<OverrideRecord, 'field' | 'value'>[],
): EffectiveFields {
  const fields: EffectiveFields = {
    ...published,
    overriddenFields: overrides.map(({ field }) => field),
  };
  return overrides.reduce((read, { field, value }) => ({ ...read, ...readings[field](value) }), fields);
}
