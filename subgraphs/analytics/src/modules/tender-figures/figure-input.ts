import { HubError } from '@hub/runtime/errors';
import type { InputMaybe, SpendBasis, TenderFigureFilter } from '../../types.generated.js';
import type { ProvinceQuestion, SpendQuestion } from './figure-shapes.js';

/** @throws HubError `BAD_USER_INPUT` for a period that ends before it begins. */
export function provinceQuestionOf(filter: InputMaybe<TenderFigureFilter>): ProvinceQuestion {
  const { publishedFrom = null, publishedTo = null, status = null } = filter ?? {};
  if (publishedFrom !== null && publishedTo !== null && publishedFrom >= publishedTo) {
    throw new HubError('BAD_USER_INPUT', 'publishedFrom must be before publishedTo.', {
      details: { argument: 'filter' },
    });
  }
  return {
    publishedFrom: publishedFrom?.toISOString() ?? null,
    publishedTo: publishedTo?.toISOString() ?? null,
    status,
  };
}

/** @throws HubError `BAD_USER_INPUT` for such a period, and for a currency that is not shaped like one. */
export function spendQuestionOf(args: {
  filter?: InputMaybe<TenderFigureFilter>;
  basis: SpendBasis;
  currency: string;
}): SpendQuestion {
  if (!/^[A-Z]{3}$/u.test(args.currency)) {
    throw new HubError('BAD_USER_INPUT', 'currency is three capital letters, such as ZAR.', {
      details: { argument: 'currency' },
    });
  }
  return { ...provinceQuestionOf(args.filter), basis: args.basis, currency: args.currency };
}
