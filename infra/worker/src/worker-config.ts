import { createSubgraph as createAnalytics } from '@hub/analytics/subgraph';
import { createSubgraph as createInsights } from '@hub/insights/subgraph';
import { loadConfig, port, readTogether, type Environment } from '@hub/runtime/config';
import type { MakeSubgraph } from '@hub/runtime/graphql';
import type { Job } from '@hub/runtime/jobs';
import { mailJobsFrom } from '@hub/runtime/mail';
import { notificationJobsFrom } from '@hub/runtime/notifications';
import { processSettingsFrom, storeSettingsFrom, type ProcessSettings, type StoreSettings } from '@hub/runtime/service';
import { createSubgraph as createTenders } from '@hub/tenders/subgraph';
import { createSubgraph as createWorkspace } from '@hub/workspace/subgraph';
import { z } from 'zod';

/** The subgraphs that have jobs; svc_worker may take on their roles. */
export type SubgraphWithJobs = 'tenders' | 'workspace' | 'insights' | 'analytics';

/** Settings of the worker as a process of its own. */
export interface WorkerSettings extends ProcessSettings {
  /** With the URL of svc_worker. */
  readonly stores: StoreSettings;
  readonly make: Readonly<Record<SubgraphWithJobs, MakeSubgraph>>;
  /** Work that is no subgraph's own. */
  readonly jobs: readonly Job[];
}

const ownFields = z.object({ WORKER_PORT: port().optional() });

/**
 * Reads what the worker needs: its own role's URL, the port on which it shows itself, and the settings of the subgraphs
 * whose jobs it runs.
 *
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function workerSettingsFrom(env: Environment): WorkerSettings {
  return readTogether((read) => {
    const ofProcess = read(processSettingsFrom);
    const own = read((variables) => loadConfig(ownFields, variables));
    const stores = read(storeSettingsFrom);
    const tenders = read(createTenders);
    const workspace = read(createWorkspace);
    const insights = read(createInsights);
    const analytics = read(createAnalytics);
    const mailJobs = read(mailJobsFrom);
    const notificationJobs = read(notificationJobsFrom);
    return () => {
      const { operations, ...rest } = ofProcess();
      return {
        ...rest,
        // Processes of one machine share their variables, and cannot share a port.
        operations: { ...operations, port: own().WORKER_PORT ?? operations.port },
        stores: stores(),
        make: { tenders: tenders(), workspace: workspace(), insights: insights(), analytics: analytics() },
        jobs: [...mailJobs(), ...notificationJobs()],
      };
    };
  }, env);
}
