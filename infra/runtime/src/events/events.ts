/** One record of what happened: written once in the transaction of the change, read by everybody who must know. */
export { eventCatalogue } from './catalogue/catalogue.js';
export { accessDenied } from './catalogue/access-events.js';
export * from './catalogue/account-events.js';
export * from './catalogue/audit-events.js';
export * from './catalogue/export-events.js';
export * from './catalogue/identity-events.js';
export * from './catalogue/invitation-events.js';
export * from './catalogue/membership-events.js';
export * from './catalogue/notification-events.js';
export * from './catalogue/project-events.js';
export * from './catalogue/comment-events.js';
export * from './catalogue/draft-events.js';
export * from './catalogue/task-events.js';
export * from './catalogue/activity-events.js';
export * from './catalogue/calendar-events.js';
export * from './catalogue/registration-events.js';
export * from './catalogue/platform-events.js';
export * from './catalogue/role-events.js';
export * from './catalogue/saved-search-events.js';
export * from './catalogue/team-events.js';
export * from './catalogue/team-source-events.js';
export * from './catalogue/tender-note-events.js';
export * from './catalogue/tenders-events.js';
export * from './catalogue/unit-events.js';
export * from './catalogue/workspace-events.js';
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
