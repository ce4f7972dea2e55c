import type { EventType } from '../define-event.js';
import { accessEvents } from './access-events.js';
import * as accounts from './account-events.js';
import * as activities from './activity-events.js';
import * as calendar from './calendar-events.js';
import * as comments from './comment-events.js';
import * as audit from './audit-events.js';
import * as drafts from './draft-events.js';
import * as exports from './export-events.js';
import * as identity from './identity-events.js';
import * as invitations from './invitation-events.js';
import * as memberships from './membership-events.js';
import * as notifications from './notification-events.js';
import * as platform from './platform-events.js';
import * as projects from './project-events.js';
import * as registration from './registration-events.js';
import * as roles from './role-events.js';
import * as savedSearches from './saved-search-events.js';
import * as tasks from './task-events.js';
import * as teams from './team-events.js';
import * as teamSources from './team-source-events.js';
import * as tenderNotes from './tender-note-events.js';
import { teamTendersChanged, tendersChanged } from './tenders-events.js';
import * as units from './unit-events.js';
import * as workspace from './workspace-events.js';

/** All types of events, by subgraph. */
export const eventCatalogue: readonly EventType[] = [
  ...Object.values(identity),
  ...Object.values(accounts),
  ...Object.values(registration),
  ...Object.values(invitations),
  ...Object.values(roles),
  ...Object.values(platform),
  ...Object.values(memberships),
  ...Object.values(teams),
  ...Object.values(notifications),
  ...Object.values(units),
  ...Object.values(audit),
  tendersChanged,
  teamTendersChanged,
  ...Object.values(savedSearches),
  ...Object.values(teamSources),
  ...Object.values(tenderNotes),
  ...Object.values(exports),
  ...Object.values(workspace),
  ...Object.values(projects),
  ...Object.values(tasks),
  ...Object.values(activities),
  ...Object.values(calendar),
  ...Object.values(comments),
  ...Object.values(drafts),
  ...accessEvents,
];
