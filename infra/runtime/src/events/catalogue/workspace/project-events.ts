import { z } from 'zod';
import { defineEvent, type EventType } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

/** What became of a project, field by field. Before it was created and after it was deleted every field is null. */
const changed = z.strictObject({ version: z.int(), changes: fieldChanges });

type Changed = z.infer<typeof changed>;

const ofProject = (name: `workspace.${string}`, meaning: string, risk: 'low' | 'medium' = 'low'): EventType<Changed> =>
  defineEvent({ name, meaning, subject: 'Project', risk, body: changed });

export const projectCreated = ofProject('workspace.project_created', 'A project was created.');
export const projectUpdated = ofProject('workspace.project_updated', 'A project was changed.');
export const projectMoved = ofProject('workspace.project_moved', 'A project was moved to another stage or status.');
export const projectClosed = ofProject('workspace.project_closed', 'A project was closed with its outcome.', 'medium');
export const projectDeleted = ofProject('workspace.project_deleted', 'A project was put into the bin.', 'medium');
export const projectRestored = ofProject('workspace.project_restored', 'A project was taken out of the bin.');
export const projectSeen = ofProject(
  'workspace.project_seen',
  'A member looked at the newest version of the tender of a project.',
);
export const projectMembersSet = ofProject('workspace.project_members_set', 'Who works on a project was changed.');

/** A decision was taken at a gate. What it rested on is kept with the decision itself. */
export const gateDecided = defineEvent({
  name: 'workspace.gate_decided',
  meaning: 'A decision was taken at a gate of a project.',
  subject: 'Project',
  risk: 'medium',
  body: z.strictObject({
    version: z.int(),
    gateDecisionId: z.guid(),
    decision: z.string(),
    tenderVersion: z.int().nullable(),
    changes: fieldChanges,
  }),
});

/** A project left for the archive, or came back as it was: of its fields none has changed. */
const ofArchive = (name: `workspace.${string}`, meaning: string) =>
  defineEvent({
    name,
    meaning,
    subject: 'Project',
    risk: 'medium',
    body: z.strictObject({ version: z.int(), archiveId: z.guid(), sha256: z.string(), changes: fieldChanges }),
  });

export const projectArchived = ofArchive(
  'workspace.project_archived',
  'A finished project was written to the archive with all that belongs to it, and taken out of the lists.',
);
export const projectUnarchived = ofArchive(
  'workspace.project_unarchived',
  'A project was given back from the archive with all that belongs to it.',
);
