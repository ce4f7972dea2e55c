/** What people are told of: a catalogue of types, one door that writes them, and the mails that follow. */
export * from './catalogue/team-notifications.js';
export * from './catalogue/tender-notifications.js';
export * from './catalogue/work-notifications.js';
export {
  notificationCatalogue,
  notificationTypeNamed,
  type CatalogueEntry,
  type NotificationName,
} from './catalogue/catalogue.js';
export {
  defineNotification,
  type MailDelivery,
  type NotificationPriority,
  type NotificationType,
  type NotificationWords,
} from './define-notification.js';
export { notificationJobsFrom } from './notification-jobs.js';
export { readUnsubscribeToken, unsubscribeToken, unsubscribeUrl, type Unsubscribing } from './unsubscribe-links.js';
export { notice, notify, type Notice, type NoticeAbout } from './notify.repository.js';
