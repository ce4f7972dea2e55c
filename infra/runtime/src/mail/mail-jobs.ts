import { readTogether, type Environment } from '../config/config.js';
import { fieldCipherFrom } from '../encryption/encryption.js';
import type { Job } from '../jobs/jobs.js';
import { mailSettingsFrom } from './mail-settings.js';
import { createMailer } from './mailer.js';
import { sendMailJob } from './send-mail.job.js';

/**
 * The background work of mail, for the process that has the worker in it.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function mailJobsFrom(env: Environment): readonly Job[] {
  return readTogether((read) => {
    const mail = read(mailSettingsFrom);
    const cipher = read(fieldCipherFrom);
    return () => [sendMailJob(createMailer(mail()), cipher())];
  }, env);
}
