import type { Entry } from '@hub/prisma/client';
import { membershipOf } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { changesBetween, entryUpdated, recordEvent } from '@hub/runtime/events';
import { conflictWith, notFound, type Conflict, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { rememberShown } from '../base/remember-shown.js';
import { inOrderOfIds } from '../lists/in-order-of-ids.js';
import { memberExists } from '../members/member.repository.js';
import { unlessMemberLeft } from '../members/not-in-team.js';
import type { EditEntries, UpdateEntry } from './entry-input.js';
import { assigneeNotInTeam, noEntry, remember, type EntryChanged } from './entry-results.js';
import { tenderIdOf } from './entry-tender.js';
import * as entries from './entry.repository.js';

type UpdateResult = EntryChanged<'UpdateEntrySuccess'> | InvalidInput | NotFound | Conflict<'EntryConflict', Entry>;

const fieldsTold = ['status', 'priority', 'assigneeMembershipId', 'notes'] as const;

/** Changes an entry if it still has the version that the change was made on. What changes nothing keeps the version. */
export async function updateEntry(context: Context, input: UpdateEntry): Promise<UpdateResult> {
  const changed = context.database.write((tx) => update(context, tx, input));
  const result = await unlessMemberLeft(changed, assigneeNotInTeam);
  rememberResult(context, result);
  return result;
}

/** Changes many entries in one transaction; one that cannot be changed does not keep the others back. */
export async function editEntries(context: Context, { entries: versions, ...fields }: EditEntries) {
  const changed = context.database.write((tx) =>
    inOrderOfIds(versions, (version) => update(context, tx, { ...version, ...fields })),
  );
  const results = await unlessMemberLeft(changed, assigneeNotInTeam);
  if (!Array.isArray(results)) return results;
  for (const result of results) rememberResult(context, result);
  return {
    __typename: 'EditEntriesSuccess' as const,
    results,
    entries: results.flatMap((result) => ('entry' in result ? [result.entry] : [])),
  };
}

async function update(context: Context, tx: TeamTransaction, input: UpdateEntry): Promise<UpdateResult> {
  const { id, expectedVersion, assigneeId, ...plain } = input;
  const fields = { ...plain, ...(assigneeId !== undefined && { assigneeMembershipId: assigneeId }) };
  // Locked, so that what the event tells is what this change found.
  const current = await entries.lockEntry(tx, id);
  if (!current) return notFound(noEntry);
  if (typeof assigneeId === 'string' && !(await memberExists(tx, assigneeId, context.now()))) return assigneeNotInTeam;
  if (current.version !== expectedVersion) return conflictWith('EntryConflict', 'entry', current);
  if (changesBetween(fieldsTold, current, { ...current, ...fields }).length === 0)
    return { __typename: 'UpdateEntrySuccess', entry: current };
  const entry = await entries.changeEntry(tx, { id, fields, byMembershipId: membershipOf(context.actor) });
  const changes = changesBetween(fieldsTold, current, entry);
  await recordEvent(tx, entryUpdated, {
    subjectId: id,
    body: { tenderId: tenderIdOf(entry), version: entry.version, changes },
  });
  return { __typename: 'UpdateEntrySuccess', entry };
}

function rememberResult(context: Context, result: UpdateResult): void {
  rememberShown(result, 'entry', (entry: Entry) => remember(context, entry));
}
