/** Mail to people: queued in the transaction of the write, sent by a job. */
export { composeMail, type Mail, type MailText } from './compose-mail.js';
export { mailJobsFrom } from './mail-jobs.js';
export { createMailer, MailNotTaken, type Mailer } from './mailer.js';
export { mailSettingsFrom, type MailSettings } from './mail-settings.js';
export { openOutbox, type Outbox, type OutboxMail } from './outbox.js';
export { queueMail, sealedMail, type NewMail } from './queue-mail.js';
export { sendMailJob } from './send-mail.job.js';
