import type { NotificationType, NotificationWords } from '../define-notification.js';
import * as team from './team-notifications.js';
import * as tenders from './tender-notifications.js';
import * as work from './work-notifications.js';

type Types = typeof tenders & typeof team & typeof work;

/** Names of all types of notifications. */
export type NotificationName = Types[keyof Types]['name'];

/** A type whose data is not known beforehand. */
export interface CatalogueEntry extends Pick<NotificationType, 'meaning' | 'subject' | 'priority' | 'usual'> {
  readonly name: NotificationName;
  /** The words of a notification as it is stored; null for data that an older version of the product wrote and this one cannot read. */
  readonly wordsOf: (data: unknown) => NotificationWords | null;
}

/** All types of notifications, in the order in which people see them. */
export const notificationCatalogue: readonly CatalogueEntry[] = [
  entryOf(tenders.savedSearchMatched),
  entryOf(tenders.tenderChanged),
  entryOf(tenders.tenderClosing),
  entryOf(tenders.tenderBriefing),
  entryOf(work.mentioned),
  entryOf(work.taskAssigned),
  entryOf(work.entryAssigned),
  entryOf(work.taskDue),
  entryOf(work.taskOverdue),
  entryOf(work.decisionReopened),
  entryOf(tenders.exportReady),
  entryOf(tenders.exportFailed),
  entryOf(tenders.sourceFailing),
  entryOf(team.domainMissing),
  entryOf(team.domainUnproved),
  entryOf(team.invitationReceived),
  entryOf(team.invitationAccepted),
];

const byName = new Map<string, CatalogueEntry>(notificationCatalogue.map((type) => [type.name, type]));

/** The type of a name; undefined for one that is not known any more. */
export function notificationTypeNamed(name: string): CatalogueEntry | undefined {
  return byName.get(name);
}

function entryOf<Name extends NotificationName, Data>(type: NotificationType<Name, Data>): CatalogueEntry {
  const { name, meaning, subject, priority, usual } = type;
  return {
    ...{ name, meaning, subject, priority, usual },
    wordsOf(data) {
      const read = type.data.safeParse(data);
      return read.success ? type.words(read.data) : null;
    },
  };
}
