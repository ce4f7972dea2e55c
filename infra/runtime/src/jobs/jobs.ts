export { logJobTrouble } from './job-trouble.js';
export { defineJob } from './define-job.js';
export type { Job, JobAddress } from './define-job.js';
export { enqueue } from './enqueue.js';
export type { EnqueueOptions } from './enqueue.js';
export { startWorker, taskListOf } from './worker.js';
export type { JobWithScope, Worker, WorkerOptions } from './worker.js';
