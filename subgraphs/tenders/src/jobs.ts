import type { FindTxt } from '@hub/runtime/dns';
import type { Job } from '@hub/runtime/jobs';
import { fetchDocumentsJob } from './modules/documents/jobs/fetch-documents.job.js';
import { forgetDocumentTextsJob } from './modules/documents/jobs/forget-document-texts.job.js';
import { scheduleDocumentsJob } from './modules/documents/jobs/schedule-documents.job.js';
import { rereadFactsJob } from './modules/imports/jobs/reread-facts.job.js';
import { removeExpiredFilesJob } from './modules/publishing/jobs/remove-expired-files.job.js';
import { archiveEventsJob } from './modules/housekeeping/jobs/archive-events.job.js';
import { checkDomainJob, queueDomainChecksJob } from './modules/housekeeping/jobs/check-domains.job.js';
import { forgetOldRowsJob } from './modules/housekeeping/jobs/forget-old-rows.job.js';
import { makeEventPartitionsJob } from './modules/housekeeping/jobs/make-event-partitions.job.js';
import { reencryptFieldsJob } from './modules/housekeeping/jobs/reencrypt-fields.job.js';
import { writeAuditExportJob } from './modules/housekeeping/jobs/write-audit-export.job.js';
import { writeActivityJob } from './modules/housekeeping/jobs/write-activity.job.js';
import { writeEventHeadsJob } from './modules/housekeeping/jobs/write-event-heads.job.js';
import { writeExportJob } from './modules/publishing/jobs/write-export.job.js';
import type { PublishingEnvironment } from './modules/publishing/publishing-environment.js';
import { queueRemindersJob } from './modules/notices/jobs/queue-reminders.job.js';
import { remindTeamJob } from './modules/notices/jobs/remind-team.job.js';
import { matchSavedSearchesJob } from './modules/saved-searches/jobs/match-saved-searches.job.js';
import { queueAlertsJob } from './modules/saved-searches/jobs/queue-alerts.job.js';
import { fetchExtensionsJob } from './modules/imports/jobs/fetch-extensions.job.js';
import { replayLinksJob } from './modules/quarantine/jobs/replay-links.job.js';
import { packSegmentsJob } from './modules/search/jobs/pack-segments.job.js';
import { queueOwnWordsJob, rereadOwnWordsJob } from './modules/sources/jobs/own-words.job.js';
import { pollSourceJob } from './modules/sources/jobs/poll-source.job.js';
import { pollTeamSourceJob } from './modules/sources/jobs/poll-team-source.job.js';
import { schedulePollsJob } from './modules/sources/jobs/schedule-polls.job.js';
import type { PollEnvironment } from './source-http/index.js';

/** Background work of this subgraph. */
export function createJobs(
  polling: PollEnvironment,
  publishing: PublishingEnvironment,
  findTxt: FindTxt,
): readonly Job[] {
  return [
    pollSourceJob(polling),
    pollTeamSourceJob(polling),
    schedulePollsJob(polling),
    packSegmentsJob(polling),
    fetchExtensionsJob(polling),
    replayLinksJob(polling),
    fetchDocumentsJob(polling),
    scheduleDocumentsJob(polling),
    forgetDocumentTextsJob,
    rereadFactsJob(polling),
    queueOwnWordsJob,
    rereadOwnWordsJob,
    forgetOldRowsJob,
    makeEventPartitionsJob,
    archiveEventsJob(publishing),
    writeEventHeadsJob(publishing),
    writeActivityJob,
    queueDomainChecksJob,
    checkDomainJob(findTxt),
    writeAuditExportJob(publishing),
    reencryptFieldsJob(polling),
    queueAlertsJob,
    queueRemindersJob,
    remindTeamJob,
    matchSavedSearchesJob,
    writeExportJob(publishing),
    removeExpiredFilesJob(publishing),
  ];
}
