import type { TenderFacts } from '../tender-facts/tender-facts.js';
import type { TenderOverride } from './override.repository.js';

type Change = (value: string | null) => Partial<TenderFacts>;

/** Fields of a tender that readiness goes by, by their names among overrides. */
const changes: Readonly<Record<string, Change>> = {
  CATEGORY: (category) => ({ category }),
  CLOSING_AT: (value) => ({ closingAt: value === null ? null : new Date(value) }),
  DELIVERY_LOCATION: (deliveryLocation) => ({ deliveryLocation }),
  DESCRIPTION: (description) => ({ description }),
  METHOD_DETAILS: (methodDetails) => ({ methodDetails }),
  PROCUREMENT_CATEGORY: (procurementCategory) => ({ procurementCategory }),
  PROVINCE: (province) => ({ province }),
  SPECIAL_CONDITIONS: (specialConditions) => ({ specialConditions }),
  TITLE: (title) => (title === null ? {} : { title }),
  VALUE_AMOUNT: (valueAmount) => ({ valueAmount }),
  VALUE_CURRENCY: (valueCurrency) => ({ valueCurrency }),
};

/** A tender as the team reads it: its own corrections in place of what was published. */
export function withOverrides(tender: TenderFacts, overrides: readonly TenderOverride[]): TenderFacts {
  const own = overrides.filter(({ tenderId }) => tenderId === tender.id);
  return own.reduce<TenderFacts>((facts, { field, value }) => ({ ...facts, ...changes[field]?.(value) }), tender);
}
