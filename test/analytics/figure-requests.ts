import { createSubgraph } from '@hub/analytics/subgraph';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';

export type Analytics = TestSubgraph;

/** The instant at which these tests read figures. */
export const readAt = '2026-03-31T09:00:00.000Z';

export function openAnalytics(redisUrl: string | null = null): Promise<Analytics> {
  return testSubgraph({ name: 'analytics', create: createSubgraph, now: () => new Date(readAt), redisUrl });
}

const denominator = 'usedRowCount excludedRowCount exclusions { reason rowCount } generatedAt';

export const provinceQuery = `query ($filter: TenderFigureFilter) {
  tendersByProvince(filter: $filter) { rows { province tenderCount } ${denominator} }
}`;

export const spendQuery = `query ($filter: TenderFigureFilter, $basis: SpendBasis! = AWARDED, $currency: String! = "ZAR", $first: Int) {
  spendByBuyer(filter: $filter, basis: $basis, currency: $currency, first: $first) {
    rows { buyer { id } buyerName value { amount currency } usedRowCount } buyerCount value { amount currency } basis ${denominator}
  }
}`;

/** Code of the first error. */
export function codeOf({ errors }: { errors?: readonly { extensions?: Record<string, unknown> }[] }): unknown {
  return errors?.[0]?.extensions?.['code'];
}
