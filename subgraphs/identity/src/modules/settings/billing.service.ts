import type { BillingContact as BillingRow, Team } from '@hub/prisma/client';
import { requireTeam } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { FieldDecryptionError } from '@hub/runtime/encryption';
import { HubError } from '@hub/runtime/errors';
import { billingContactChanged, recordEvent } from '@hub/runtime/events';
import { conflictWith, type Conflict } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import type { Context } from '../../context.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import { openBilling, sealBilling, type BillingContact } from './billing-contact.js';
import * as rows from './setting.repository.js';
import type { UpdateBillingContact } from './settings-input.js';

/** How a team is billed; its contact is still encrypted. */
export type TeamBilling = Pick<BillingRow, 'teamId' | 'contactEncrypted' | 'version'>;

type BillingConflict = Conflict<'TeamBillingConflict', TeamBilling>;
type UpdateResult = { readonly __typename: 'UpdateBillingContactSuccess'; readonly team: Team } | BillingConflict;

/** How the team is billed. */
export async function teamBilling({ database }: RequestScope, teamId: string): Promise<TeamBilling> {
  return billingOf(teamId, await database.read(rows.findBilling));
}

/**
 * Whom invoices go to, in the clear; null for nobody.
 * @throws HubError `FIELD_UNREADABLE` when it was encrypted with a key that is gone.
 */
export function billingContactOf(context: Context, { contactEncrypted, teamId }: TeamBilling): BillingContact | null {
  try {
    return openBilling(context.cipher, contactEncrypted, teamId);
  } catch (error) {
    if (!(error instanceof FieldDecryptionError)) throw error;
    context.logger.error({ event: 'field_unreadable', err: error, teamId }, 'A billing contact is unreadable.');
    throw new HubError('FIELD_UNREADABLE', 'The billing contact of the team cannot be decrypted.');
  }
}

/** Names another billing contact or removes it, if it still has the version that the change was made on. */
export async function updateBillingContact(context: Context, input: UpdateBillingContact): Promise<UpdateResult> {
  const teamId = requireTeam(context.actor, 'Only a team is billed.');
  const refused = await context.database.write((tx) => change(tx, { context, teamId, input }));
  return refused ?? { __typename: 'UpdateBillingContactSuccess', team: await requireCurrentTeam(context) };
}

interface Change {
  readonly context: Context;
  readonly teamId: string;
  readonly input: UpdateBillingContact;
}

/** Null when it is done. */
async function change(tx: TeamTransaction, { context, teamId, input }: Change): Promise<BillingConflict | null> {
  const row = await rows.lockBilling(tx);
  const before = billingOf(teamId, row);
  if (before.version !== input.expectedVersion) return conflict(before);
  if (isStored(context, before, input.contact)) return null;
  const contactEncrypted = input.contact === null ? null : sealBilling(context.cipher, input.contact, teamId);
  const version = before.version + 1;
  // Two first contacts at once: there is no row yet that the second could have waited for.
  if (row === null && !(await rows.insertBilling(tx, { teamId, contactEncrypted })))
    return conflict(billingOf(teamId, await rows.findBilling(tx)));
  if (row !== null) await rows.changeBilling(tx, teamId, { contactEncrypted, version });
  await recordEvent(tx, billingContactChanged, {
    subjectId: teamId,
    body: { version, isRemoved: contactEncrypted === null },
  });
  return null;
}

/** What cannot be read is replaced: a key that is lost must not keep a team from naming a contact. */
function isStored(
  context: Context,
  { contactEncrypted, teamId }: TeamBilling,
  contact: BillingContact | null,
): boolean {
  if (contactEncrypted === null || contact === null) return contactEncrypted === contact;
  try {
    return JSON.stringify(openBilling(context.cipher, contactEncrypted, teamId)) === JSON.stringify(contact);
  } catch (error) {
    if (error instanceof FieldDecryptionError) return false;
    throw error;
  }
}

function billingOf(teamId: string, row: BillingRow | null): TeamBilling {
  return { teamId, contactEncrypted: row?.contactEncrypted ?? null, version: row?.version ?? 0 };
}

function conflict(current: TeamBilling): BillingConflict {
  return conflictWith('TeamBillingConflict', 'billing contact', current);
}
