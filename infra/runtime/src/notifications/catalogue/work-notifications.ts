import { z } from 'zod';
import { defineNotification } from '../define-notification.js';
import { dayInWords, fieldInWords } from '../in-words.js';

/** A colleague mentioned the person in a comment. */
export const mentioned = defineNotification({
  name: 'MENTIONED',
  meaning: 'Somebody mentioned the person in a comment. Told once for each comment, however often it is changed.',
  subject: 'Comment',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({ about: z.string().max(500) }),
  words: ({ about }) => ({ title: `You were mentioned in a comment on “${about}”`, body: null }),
});

/** A colleague made a task the person's. */
export const taskAssigned = defineNotification({
  name: 'TASK_ASSIGNED',
  meaning:
    'Somebody else assigned a task to the person. Told once for each task; of the next one of a series nobody is told.',
  subject: 'Task',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'DAILY' },
  data: z.object({ taskTitle: z.string().max(200), projectName: z.string().max(200), dueOn: z.iso.date().nullable() }),
  words: ({ taskTitle, projectName, dueOn }) => ({
    title: `“${taskTitle}” was assigned to you`,
    body: `It belongs to “${projectName}”${dueOn === null ? '.' : ` and is due ${dayInWords(dueOn)}.`}`,
  }),
});

/** A colleague made a tracked tender the person's. */
export const entryAssigned = defineNotification({
  name: 'ENTRY_ASSIGNED',
  meaning: 'Somebody else assigned a tracked tender to the person. Told once for each entry.',
  subject: 'Entry',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'DAILY' },
  data: z.object({ tenderTitle: z.string().max(500) }),
  words: ({ tenderTitle }) => ({ title: `“${tenderTitle}” was assigned to you`, body: null }),
});

const task = z.object({ taskTitle: z.string().max(200), projectName: z.string().max(200), dueOn: z.iso.date() });

/** A task is due the next day. */
export const taskDue = defineNotification({
  name: 'TASK_DUE',
  meaning: 'A task that is assigned to the person, or to nobody in a project that they manage, is due the next day.',
  subject: 'Task',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: task,
  words: ({ taskTitle, projectName, dueOn }) => ({
    title: `“${taskTitle}” is due soon`,
    body: `It is due ${dayInWords(dueOn)}, in “${projectName}”.`,
  }),
});

/** The day of a task has passed. */
export const taskOverdue = defineNotification({
  name: 'TASK_OVERDUE',
  meaning:
    'A task that is assigned to the person, or to nobody in a project that they manage, was not completed on its day.',
  subject: 'Task',
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: task,
  words: ({ taskTitle, projectName, dueOn }) => ({
    title: `“${taskTitle}” is overdue`,
    body: `It was due ${dayInWords(dueOn)}, in “${projectName}”.`,
  }),
});

/** The publisher changed a tender after the team had decided to go on. */
export const decisionReopened = defineNotification({
  name: 'DECISION_REOPENED',
  meaning:
    'The tender of a project that the person manages changed after a decision to go on. Told once for each decision.',
  subject: 'Project',
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({
    projectName: z.string().max(200),
    /** The version that the change made: `GateDecision.reopenedByChanges` shows each field before and after. */
    version: z.int(),
    fields: z.array(z.string().max(60)).max(20),
  }),
  words: ({ projectName, fields }) => ({
    title: `The decision to go on with “${projectName}” is in doubt`,
    body: [
      'The tender has changed since.',
      ...(fields.length > 0 ? [`Changed: ${fields.map(fieldInWords).join(', ')}.`] : []),
      'Decide again.',
    ].join(' '),
  }),
});
