import { requireTeam } from '@hub/runtime/auth';
import type { Context } from '../../../context.js';
import { overrideFields, storable, type OverrideFieldName } from './override-fields.js';
import { deleteOverride, findPublished, upsertOverride, type OverrideRecord } from './override.repository.js';

export type OverrideOutcome =
  | { readonly kind: 'overridden'; readonly override: OverrideRecord }
  | { readonly kind: 'tenderNotFound' }
  | { readonly kind: 'invalid'; readonly field: string; readonly message: string };

interface OverrideRequest {
  readonly tenderId: string;
  readonly field: OverrideFieldName;
  readonly value: string | null;
  readonly reason: string;
}

const reason = storable(1_000);

/** Notes that the actor's team reads a field differently; a second note on the same field takes the place of the first. */
export async function overrideTenderField(context: Context, request: OverrideRequest): Promise<OverrideOutcome> {
  const { actor, database, loaders } = context;
  const { tenderId, field } = request;
  const teamId = requireTeam(actor, 'An override needs a team.');
  const why = reason.safeParse(request.reason);
  if (!why.success) return { kind: 'invalid', field: 'reason', message: 'Give a reason of 1 to 1,000 characters.' };
  const value = overrideFields[field].value.safeParse(request.value);
  if (!value.success) {
    return { kind: 'invalid', field: 'value', message: `${field} takes ${overrideFields[field].expected}.` };
  }
  const outcome = await database.write(async (tx): Promise<OverrideOutcome> => {
    const [tender] = await findPublished(tx, [tenderId]);
    if (tender === undefined) return { kind: 'tenderNotFound' };
    const original = overrideFields[field].published(tender);
    const row = {
      ...{ tenderId, field, original, value: value.data, reason: why.data },
      overriddenByMembershipId: actor.kind === 'user' ? actor.membershipId : null,
    };
    const overriddenAt = await upsertOverride(tx, { ...row, teamId });
    return { kind: 'overridden', override: { ...row, published: original, overriddenAt } };
  });
  loaders.overrides.clear(tenderId);
  return outcome;
}

/** Goes back to reading a field as published. False when the team has no such override. */
export async function removeTenderOverride(
  { database, loaders }: Context,
  which: { tenderId: string; field: OverrideFieldName },
): Promise<boolean> {
  const isRemoved = await database.write((tx) => deleteOverride(tx, which));
  loaders.overrides.clear(which.tenderId);
  return isRemoved;
}
