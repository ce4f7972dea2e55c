import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { changesBetween, overrideDeleted, overrideSet, recordEvent } from '@hub/runtime/events';
import {
  encodeId,
  idOf,
  invalidField,
  invalidInput,
  notFound,
  textOf,
  type InputProblem,
  type InvalidInput,
  type NotFound,
} from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import { scoreTenders, scoringQueueOf } from '../../../scoring.js';
import { isOverrideField, overrideFields, type OverrideFieldName } from './override-fields.js';
import {
  deleteOverride,
  findOverride,
  findPublished,
  lockOverride,
  upsertOverride,
  type OverrideRecord,
  type DeletedOverride,
} from './override.repository.js';

const field = z.custom<OverrideFieldName>((name) => typeof name === 'string' && isOverrideField(name));

/** Which field of a tender the team reads differently, how, and why. */
export const overrideTenderFieldInput = z.object({
  tenderId: idOf('Tender'),
  field,
  value: z.union([z.null(), z.string()]).default(null),
  reason: z.string(),
});

/** Which field is read as published again. */
export const deleteTenderOverrideInput = z.object({ tenderId: idOf('Tender'), field });

type OverrideResult =
  { readonly __typename: 'OverrideTenderFieldSuccess'; readonly override: OverrideRecord } | InvalidInput | NotFound;
type RemoveResult = DeletedOverride | NotFound;

const fieldsTold = ['value', 'reason'] as const;

/**
 * Notes that the actor's team reads a field differently; a second note on the same field takes the place of the first. One
 * that says the same changes nothing.
 */
export async function overrideTenderField(
  context: Context,
  input: z.infer<typeof overrideTenderFieldInput>,
): Promise<OverrideResult> {
  const { actor, database, loaders } = context;
  const { tenderId } = input;
  const teamId = requireTeam(actor, 'An override needs a team.');
  const checked = checkedNote(input);
  if ('problems' in checked) return checked;
  const result = await database.write(async (tx): Promise<OverrideResult> => {
    const [tender] = await findPublished(tx, [tenderId]);
    if (tender === undefined) return notFound('There is no tender with this id.', 'tenderId');
    const original = overrideFields[input.field].published(tender);
    const row = { tenderId, field: input.field, original, ...checked, overriddenByMembershipId: membershipOf(actor) };
    await lockOverride(tx, { teamId, tenderId, field: input.field });
    const before = await findOverride(tx, { tenderId, field: input.field });
    const changes = changesBetween(before === null ? fieldsTold : ['original', ...fieldsTold], before, row);
    if (before !== null && changes.length === 0) {
      const override = { ...row, ...before, field: input.field, published: original };
      return { __typename: 'OverrideTenderFieldSuccess', override };
    }
    const written = await upsertOverride(tx, { ...row, teamId });
    const body = { field: input.field, changes };
    await recordEvent(tx, overrideSet, { subjectId: tenderId, body, reason: row.reason });
    await enqueue(tx, scoreTenders, { tenderIds: [tenderId] }, { queue: scoringQueueOf(teamId) });
    return { __typename: 'OverrideTenderFieldSuccess', override: { ...row, ...written, published: original } };
  });
  loaders.overrides.clear(tenderId);
  return result;
}

/** Goes back to reading a field as published. */
export async function deleteTenderOverride(
  { actor, database, loaders }: Context,
  which: z.infer<typeof deleteTenderOverrideInput>,
): Promise<RemoveResult> {
  const teamId = requireTeam(actor, 'An override needs a team.');
  const deleted = await database.write(async (tx) => {
    await lockOverride(tx, { teamId, ...which });
    const before = await findOverride(tx, which);
    const id = before === null ? null : await deleteOverride(tx, which);
    if (id === null) return null;
    const body = { field: which.field, changes: changesBetween(fieldsTold, before, null) };
    await recordEvent(tx, overrideDeleted, { subjectId: which.tenderId, body });
    await enqueue(tx, scoreTenders, { tenderIds: [which.tenderId] }, { queue: scoringQueueOf(teamId) });
    return id;
  });
  loaders.overrides.clear(which.tenderId);
  return deleted === null
    ? notFound('Your team has no override of this field of a tender with this id.', 'field')
    : { __typename: 'DeleteTenderOverrideSuccess', deletedId: encodeId('TenderOverride', deleted), ...which };
}

const reasonText = textOf('reason', 1_000);

/** What a value must look like depends on its field, so both are looked at together and every problem is named. */
function checkedNote({
  field: name,
  value,
  reason,
}: z.infer<typeof overrideTenderFieldInput>): InvalidInput | { value: string | null; reason: string } {
  const why = reasonText.safeParse(reason);
  const what = overrideFields[name].value.safeParse(value);
  if (why.success && what.success) return { value: what.data, reason: why.data };
  const problems: InputProblem[] = [];
  if (!why.success) problems.push(...invalidField('reason', 'Write a reason of 1 to 1,000 characters.').problems);
  if (!what.success)
    problems.push(...invalidField('value', `${name} takes ${overrideFields[name].expected}.`).problems);
  const [first, ...others] = problems;
  return first === undefined ? invalidField('value', 'The value is not accepted.') : invalidInput(first, ...others);
}
