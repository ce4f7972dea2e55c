import { badInput } from '@hub/runtime/errors';
import type { Context } from '../../context.js';
import { identifierLengthMax } from '../../ocds/index.js';
import { findTeamTenderIdByOcid } from '../sources/teams/tenders/team-tender.repository.js';
import { anyTenderById, type AnyTender } from './any-tender.js';
import { findIdByOcid } from './tender.repository.js';

/** A tender by id or by ocid, public or the team's own; null when there is none. @throws HubError `BAD_USER_INPUT` unless exactly one is given. */
export async function tenderBy(
  context: Context,
  by: { rowId: string | null; ocid: string | null },
): Promise<AnyTender | null> {
  if ((by.rowId === null) === (by.ocid === null)) {
    throw badInput(['id'], 'Give exactly one of id and ocid.', ['ocid']);
  }
  const id = by.rowId ?? (await idOfOcid(context, by.ocid ?? ''));
  return id === null ? null : anyTenderById(context.loaders, id);
}

async function idOfOcid({ database }: Context, ocid: string): Promise<string | null> {
  // No stored text holds NUL, and asking the database for it is an error.
  if (ocid === '' || ocid.length > identifierLengthMax || ocid.includes('\0')) return null;
  const id = await database.readPublic((db) => findIdByOcid(db, ocid));
  return id ?? database.read((db) => findTeamTenderIdByOcid(db, ocid));
}
