import { publicUrlFrom, readTogether, type Environment } from '../config/config.js';
import { fieldCipherFrom } from '../encryption/encryption.js';
import type { Job } from '../jobs/jobs.js';
import { deliverMailsJob } from './deliver-mails.job.js';
import { queueMailsJob } from './queue-mails.job.js';

/**
 * The background work of notifications, for the process that has the worker in it.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function notificationJobsFrom(env: Environment): readonly Job[] {
  return readTogether((read) => {
    const cipher = read(fieldCipherFrom);
    const publicUrl = read(publicUrlFrom);
    return () => [queueMailsJob, deliverMailsJob({ cipher: cipher(), publicUrl: publicUrl() })];
  }, env);
}
