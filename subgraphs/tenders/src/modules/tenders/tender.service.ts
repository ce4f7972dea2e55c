import { HubError } from '@hub/runtime/errors';
import type { Context } from '../../context.js';
import { findIdByOcid } from './tender.repository.js';
import type { TenderRecord } from './tender-record.js';

const ocidLengthMax = 200;

/** A tender by id or by ocid; null when there is none. @throws HubError `BAD_USER_INPUT` unless exactly one is given. */
export async function tenderBy(
  context: Context,
  by: { rowId: string | null; ocid: string | null },
): Promise<TenderRecord | null> {
  if ((by.rowId === null) === (by.ocid === null)) {
    throw new HubError('BAD_USER_INPUT', 'Give exactly one of id and ocid.', {
      details: { arguments: ['id', 'ocid'] },
    });
  }
  const id = by.rowId ?? (await idOfOcid(context, by.ocid ?? ''));
  return id === null ? null : context.loaders.tender.load(id);
}

async function idOfOcid(context: Context, ocid: string): Promise<string | null> {
  if (ocid === '' || ocid.length > ocidLengthMax) return null;
  return context.database.readPublic((db) => findIdByOcid(db, ocid));
}
