import type { EventType } from '../define-event.js';
import { accessEvents } from './identity/access-events.js';
import * as accounts from './identity/account-events.js';
import * as activities from './workspace/activity-events.js';
import * as calendar from './workspace/calendar-events.js';
import * as comments from './workspace/comment-events.js';
import * as audit from './identity/audit-events.js';
import * as drafts from './insights/draft-events.js';
import * as feedback from './insights/feedback-events.js';
import * as exports from './tenders/export-events.js';
import * as identity from './identity/identity-events.js';
import * as invitations from './identity/invitation-events.js';
import * as memberships from './identity/membership-events.js';
import * as notifications from './identity/notification-events.js';
import * as platform from './identity/platform-events.js';
import * as projects from './workspace/project-events.js';
import * as registration from './identity/registration-events.js';
import * as roles from './identity/role-events.js';
import * as savedSearches from './tenders/saved-search-events.js';
import * as tasks from './workspace/task-events.js';
import * as teams from './identity/team-events.js';
import * as teamDomains from './tenders/team-domain-events.js';
import * as teamSources from './tenders/team-source-events.js';
import * as tenderNotes from './tenders/tender-note-events.js';
import { teamTendersChanged, tendersChanged } from './tenders/tenders-events.js';
import * as units from './identity/unit-events.js';
import * as workspace from './workspace/workspace-events.js';

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
  ...Object.values(teamDomains),
  ...Object.values(tenderNotes),
  ...Object.values(exports),
  ...Object.values(workspace),
  ...Object.values(projects),
  ...Object.values(tasks),
  ...Object.values(activities),
  ...Object.values(calendar),
  ...Object.values(comments),
  ...Object.values(drafts),
  ...Object.values(feedback),
  ...accessEvents,
];
