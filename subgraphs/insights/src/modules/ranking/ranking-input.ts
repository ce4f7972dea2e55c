import { badInput } from '@hub/runtime/errors';
import { decodeId, valuesOf } from '@hub/runtime/graphql';
import type { InputMaybe, RankedTenderFilter } from '../../types.generated.js';
import type { RankingConditions } from './ranking.repository.js';

/**
 * Conditions of the ranking at an instant.
 * @throws HubError `BAD_USER_INPUT` for a malformed id and for a score that is none.
 */
export function conditionsOf(filter: InputMaybe<RankedTenderFilter>, now: Date): RankingConditions {
  const { ids, minScore, recommendations, isTracked, includesEnded } = filter ?? {};
  if (minScore !== null && minScore !== undefined && (minScore < 0 || minScore > 100))
    throw badInput(['filter', 'minScore'], 'filter.minScore must be between 0 and 100.');
  return {
    ids: valuesOf(ids?.map((id) => decodeId('Tender', id))),
    minScore: minScore ?? undefined,
    recommendations: valuesOf(recommendations),
    isTracked: isTracked ?? undefined,
    includesEnded: includesEnded ?? false,
    now,
  };
}
