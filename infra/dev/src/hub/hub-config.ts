import { edgeSettingsFrom, type GatewaySettings } from '@hub/gateway/config';
import { createSubgraph as createAnalytics } from '@hub/analytics/subgraph';
import { createSubgraph as createIdentity } from '@hub/identity/subgraph';
import { createSubgraph as createInsights } from '@hub/insights/subgraph';
import type { SubgraphName } from '@hub/runtime/auth';
import { readTogether, type Environment } from '@hub/runtime/config';
import { filesFrom, type Files } from '@hub/runtime/files';
import type { MakeSubgraph } from '@hub/runtime/graphql';
import type { Job } from '@hub/runtime/jobs';
import { mailJobsFrom, mailSettingsFrom, type Outbox } from '@hub/runtime/mail';
import { notificationJobsFrom } from '@hub/runtime/notifications';
import {
  databaseUrlsOf,
  processSettingsFrom,
  rolePasswordsFrom,
  storeSettingsFrom,
  type DatabaseUrls,
  type ProcessSettings,
  type StoreSettings,
} from '@hub/runtime/service';
import { telemetrySettingsFrom, type TelemetrySettings } from '@hub/runtime/telemetry';
import { createSubgraph as createTenders } from '@hub/tenders/subgraph';
import { createSubgraph as createWorkspace } from '@hub/workspace/subgraph';

/** Settings of a process that opens all subgraphs. */
export interface HubSettings extends ProcessSettings {
  readonly stores: Omit<StoreSettings, 'databaseUrl'>;
  /** Where each of them signs in. */
  readonly databaseUrls: DatabaseUrls;
  /** Makes each subgraph, with the settings that only it has. */
  readonly make: Readonly<Record<SubgraphName, MakeSubgraph>>;
  /** Background work that is no subgraph's own. */
  readonly jobs: readonly Job[];
}

/** Settings of the whole product in one process. */
export interface SingleProcessSettings extends HubSettings {
  readonly edge: GatewaySettings;
  readonly files: Files;
  /** Mails that were not sent, in development. */
  readonly outbox: Outbox | null;
  readonly telemetry: TelemetrySettings;
}

/**
 * Reads what all five subgraphs together need: the address of the database, whose own user is not used, and the password
 * of each role.
 *
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function hubSettingsFrom(env: Environment): HubSettings {
  return readTogether((read) => {
    const ofProcess = read(processSettingsFrom);
    const stores = read(storeSettingsFrom);
    const passwords = read(rolePasswordsFrom);
    const identity = read(createIdentity);
    const tenders = read(createTenders);
    const workspace = read(createWorkspace);
    const insights = read(createInsights);
    const analytics = read(createAnalytics);
    const mailJobs = read(mailJobsFrom);
    const notificationJobs = read(notificationJobsFrom);
    return () => ({
      ...ofProcess(),
      stores: stores(),
      databaseUrls: databaseUrlsOf(stores().databaseUrl, passwords()),
      make: {
        identity: identity(),
        tenders: tenders(),
        workspace: workspace(),
        insights: insights(),
        analytics: analytics(),
      },
      jobs: [...mailJobs(), ...notificationJobs()],
    });
  }, env);
}

/**
 * Reads what the single process needs: gateway, subgraphs and worker. Its own address is its public one unless PUBLIC_URL
 * says otherwise.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function singleProcessSettingsFrom(env: Environment, port: number): SingleProcessSettings {
  return readTogether(
    (read) => {
      const hub = read(hubSettingsFrom);
      const edge = read(edgeSettingsFrom);
      const files = read(filesFrom);
      const mail = read(mailSettingsFrom);
      const telemetry = read(telemetrySettingsFrom);
      return () => ({
        ...hub(),
        edge: { ...edge(), port },
        files: files(),
        outbox: mail().outbox,
        telemetry: telemetry(),
      });
    },
    { PUBLIC_URL: `http://127.0.0.1:${port}`, ...env },
  );
}
