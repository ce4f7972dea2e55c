import { badInput } from '@hub/runtime/errors';
import type { InputMaybe, SpendBasis, TenderFigureFilter } from '../../types.generated.js';
import type { ProvinceQuestion, SpendQuestion } from './figure-shapes.js';

/** @throws HubError `BAD_USER_INPUT` for a period that ends before it begins. */
export function provinceQuestionOf(filter: InputMaybe<TenderFigureFilter>): ProvinceQuestion {
  const { from = null, before = null } = filter?.published ?? {};
  if (from !== null && before !== null && from >= before) {
    throw badInput(['filter', 'published'], 'filter.published: from must lie before the end.');
  }
  const statuses = [...new Set(filter?.statuses ?? [])].sort();
  return {
    publishedFrom: from?.toISOString() ?? null,
    publishedBefore: before?.toISOString() ?? null,
    statuses: statuses.length === 0 ? null : statuses,
  };
}

/** @throws HubError `BAD_USER_INPUT` for such a period, and for a currency that is not shaped like one. */
export function spendQuestionOf(args: {
  filter?: InputMaybe<TenderFigureFilter>;
  basis: SpendBasis;
  currency: string;
}): SpendQuestion {
  if (!/^[A-Z]{3}$/u.test(args.currency)) {
    throw badInput(['currency'], 'currency is three capital letters, such as ZAR.');
  }
  return { ...provinceQuestionOf(args.filter), basis: args.basis, currency: args.currency };
}
