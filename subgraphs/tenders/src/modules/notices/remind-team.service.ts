import type { TeamDatabase } from '@hub/runtime/database';
import {
  notice,
  notify,
  taskDue,
  taskOverdue,
  tenderBriefing,
  tenderClosing,
  type Notice,
} from '@hub/runtime/notifications';
import {
  findTaskReminders,
  findTenderReminders,
  queueReminders,
  type TaskReminder,
  type TenderReminder,
} from './reminder.repository.js';

/** Queues a job for each team that is to be reminded of something now. */
export function queueTeamReminders(database: TeamDatabase, now: Date): Promise<void> {
  return database.write((tx) => queueReminders(tx, now));
}

/**
 * Tells those who track a tender that bids close or that a briefing is held, and those who have a task that it is due or overdue.
 * The moment is in the key: run twice it tells once, and a date that has moved is told of again.
 */
export async function remindTeam(database: TeamDatabase, now: Date): Promise<void> {
  await database.write(async (tx) => {
    const ofTenders = await findTenderReminders(tx, now);
    const ofTasks = await findTaskReminders(tx, now);
    await notify(tx, [...ofTenders.map(noticeOfTender), ...ofTasks.map(noticeOfTask)], now);
  });
}

function noticeOfTender(reminder: TenderReminder): Notice {
  const { tenderId, briefingKey, step, daysLeft, timeZone, venue } = reminder;
  const [tenderTitle, at, isCompulsory] = [
    reminder.title.slice(0, 500),
    reminder.at.toISOString(),
    reminder.isCompulsory === true,
  ];
  const about = { to: reminder.membershipIds, orWhoMay: 'project:decide', subjectId: tenderId } as const;
  const isUrgent = step === 1 && (briefingKey === null || isCompulsory);
  const priority = isUrgent ? 'URGENT' : 'HIGH';
  if (briefingKey === null)
    return notice(
      tenderClosing,
      { tenderTitle, closingAt: at, timeZone, daysLeft },
      { ...about, priority, key: `closing:${tenderId}:${at}:${step}` },
    );
  // The briefing is named by its moment: publishers give the same one another key with another release.
  return notice(
    tenderBriefing,
    { tenderTitle, heldAt: at, timeZone, daysLeft, isCompulsory, venue },
    { ...about, priority, key: `briefing:${tenderId}:${at}:${step}` },
  );
}

function noticeOfTask({ taskId, title, projectName, membershipIds, isOverdue, dueOn }: TaskReminder): Notice {
  const [type, name] = isOverdue ? ([taskOverdue, 'overdue'] as const) : ([taskDue, 'due'] as const);
  const about = {
    to: membershipIds,
    orWhoMay: 'project:decide',
    subjectId: taskId,
    key: `${name}:${taskId}:${dueOn}`,
  } as const;
  return notice(type, { taskTitle: title, projectName, dueOn }, about);
}
