import type { ProjectOutcomeResolvers } from '../../../types.generated.js';
import { storedName } from '../../base/stored-name.js';
import { results } from '../enums.js';

export const ProjectOutcome: ProjectOutcomeResolvers = {
  result: ({ outcome }) => storedName(results, outcome ?? ''),
  price: ({ outcomePriceAmount, outcomePriceCurrency }) =>
    outcomePriceAmount && { amount: outcomePriceAmount.toFixed(), currency: outcomePriceCurrency },
  winner: ({ outcomeWinner }) => outcomeWinner,
  reasons: ({ outcomeReasons }) => outcomeReasons,
  closedAt: ({ closedAt, updatedAt }) => closedAt ?? updatedAt,
};
