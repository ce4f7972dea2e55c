import { requireTeam } from '@hub/runtime/auth';
import { createRowLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findMembersByAccounts } from './team.repository.js';

/** Members of the actor's team by the account of the person; null for people who are not in the team. */
export function createMemberOfAccountLoader({ actor, database }: RequestScope) {
  const teamId = requireTeam(actor, 'Members are of a team.');
  return createRowLoader(
    (accountIds) => database.read((db) => findMembersByAccounts(db, teamId, accountIds)),
    ({ accountId }) => accountId,
  );
}
