import type { RequestScope } from '@hub/runtime/service';
import { scoreOwnTenders } from '../own-tenders/store-own-scores.service.js';
import { rescorePublic, scorePublic } from '../readiness/score-tenders.service.js';

/** Makes the team's stored scores of tenders, public and its own, what they should be. */
export async function scoreTenders(scope: RequestScope, tenderIds: readonly string[]): Promise<void> {
  await scorePublic(scope, tenderIds);
  await scoreOwnTenders(scope, tenderIds);
}

/** Brings all stored scores of the team up to date: after its profile or a rule changed, and each night. */
export async function rescoreTeam(scope: RequestScope): Promise<void> {
  await rescorePublic(scope);
  await scoreOwnTenders(scope, null);
}
