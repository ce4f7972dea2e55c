/** One record of what happened: written once in the transaction of the change, read by everybody who must know. */
export { eventCatalogue } from './catalogue/catalogue.js';
export { accessDenied } from './catalogue/identity/access-events.js';
export * from './catalogue/identity/account-events.js';
export * from './catalogue/identity/audit-events.js';
export * from './catalogue/tenders/export-events.js';
export * from './catalogue/identity/identity-events.js';
export * from './catalogue/identity/invitation-events.js';
export * from './catalogue/identity/membership-events.js';
export * from './catalogue/identity/notification-events.js';
export * from './catalogue/workspace/project-events.js';
export * from './catalogue/workspace/comment-events.js';
export * from './catalogue/insights/draft-events.js';
export * from './catalogue/insights/feedback-events.js';
export * from './catalogue/workspace/task-events.js';
export * from './catalogue/workspace/activity-events.js';
export * from './catalogue/workspace/calendar-events.js';
export * from './catalogue/identity/registration-events.js';
export * from './catalogue/identity/platform-events.js';
export * from './catalogue/identity/role-events.js';
export * from './catalogue/tenders/saved-search-events.js';
export * from './catalogue/identity/team-events.js';
export * from './catalogue/tenders/team-source-events.js';
export * from './catalogue/tenders/team-domain-events.js';
export * from './catalogue/tenders/tender-note-events.js';
export * from './catalogue/tenders/tenders-events.js';
export * from './catalogue/identity/unit-events.js';
export * from './catalogue/workspace/workspace-events.js';
export { defineEvent, type EventRisk, type EventType } from './define-event.js';
export {
  defineReader,
  on,
  type EventHandler,
  type Reader,
  type StoredEvent,
  type StreamEvent,
} from './define-reader.js';
export { startEventStream, type EventStream, type EventStreamOptions, type SubgraphReader } from './event-stream.js';
export { archiveEvents, type Archiving } from './archive/archive-events.service.js';
export { archiveFilesOf, hashOfFile, type ArchiveFiles } from './archive/archive-files.js';
export {
  bodyLine,
  brokenAt,
  followChains,
  hashOfContent,
  hashOfLink,
  isContentOf,
  isErased,
  linkLine,
  seedOf,
  type ChainHead,
  type Content,
  type Link,
} from './archive/chain-links.js';
export { countBodies, eraseBodies, type BodiesToErase } from './archive/erase-bodies.js';
export { allHeadsFileOf, headsFileOf, writeEventHeads, type HeadsRun } from './archive/event-heads.service.js';
export type { AuditLine, Sealed } from './audit-file/audit-lines.js';
export { contentOfSeal, signSeal } from './audit-file/audit-seal.js';
export { auditFileLines, type AuditFileOptions } from './audit-file/write-audit-file.js';
export { verifyAuditFile, type AuditProblem, type AuditVerdict } from './audit-file/verify-audit-file.js';
export { changesBetween, type FieldChanges } from './field-changes.js';
export { createDenialRecorder, type Denial, type DenialRecorder } from './record-denial.service.js';
export { recordEvent, recordEvents, recordEventsInBulk, type NewEvent } from './record-event.repository.js';
