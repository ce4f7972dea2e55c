import type { TeamTransaction } from '@hub/runtime/database';
import type { FieldChanges } from '@hub/runtime/events';
import { entryAssigned, notice, notify, taskAssigned } from '@hub/runtime/notifications';
import type { Happened } from './tell-team.js';
import { findAssignedEntry, findAssignedTask } from './work.repository.js';

/** Tells whom a task was assigned to, once for each task. Who took it, and whoever has the next of a series, know it. */
export async function tellOfTask(
  tx: TeamTransaction,
  { subjectId, actorId, at }: Happened,
  { changes }: { readonly changes: FieldChanges },
): Promise<void> {
  if (!isAssigned(changes) || changes.some(({ field, after }) => field === 'previousTaskId' && after !== null)) return;
  const task = await findAssignedTask(tx, subjectId, actorId);
  if (task === null) return;
  const { assigneeId, taskTitle, projectName, dueOn } = task;
  const data = { taskTitle: taskTitle.slice(0, 200), projectName: projectName.slice(0, 200), dueOn };
  await notify(tx, [notice(taskAssigned, data, aboutOf(subjectId, assigneeId))], at);
}

/** Tells whom a tracked tender was assigned to, once for each entry, unless it was themselves. */
export async function tellOfEntry(
  tx: TeamTransaction,
  { subjectId, actorId, at }: Happened,
  body: { readonly assigneeMembershipId: string | null } | { readonly changes: FieldChanges },
): Promise<void> {
  if ('changes' in body ? !isAssigned(body.changes) : body.assigneeMembershipId === null) return;
  const entry = await findAssignedEntry(tx, subjectId, actorId);
  if (entry === null) return;
  const data = { tenderTitle: entry.tenderTitle.slice(0, 500) };
  await notify(tx, [notice(entryAssigned, data, aboutOf(subjectId, entry.assigneeId))], at);
}

function isAssigned(changes: FieldChanges): boolean {
  return changes.some(({ field, after }) => field === 'assigneeMembershipId' && after !== null);
}

function aboutOf(subjectId: string, assigneeId: string) {
  return { to: [assigneeId], subjectId, key: `assigned:${subjectId}` };
}
