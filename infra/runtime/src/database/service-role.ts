import { settingsOfRole, type ActingRole, type ServiceRole } from '@hub/prisma/roles';
import type { SubgraphName } from '../auth/subgraph-names.js';

/** The login role of each subgraph. */
export const roleOfSubgraph: Readonly<Record<SubgraphName, ServiceRole>> = {
  identity: 'svc_identity',
  tenders: 'svc_tenders',
  workspace: 'svc_workspace',
  insights: 'svc_insights',
  analytics: 'svc_analytics',
};

/** The same database as a service role signs in to it. */
export function urlOfRole(url: string, role: ServiceRole, password: string): string {
  const own = new URL(url);
  own.username = role;
  own.password = encodeURIComponent(password);
  return own.toString();
}

/**
 * The same database as the worker signs in to it to run the jobs of another role: with its own password, and with the
 * rights and the settings of that role. The database allows this for the roles that svc_worker was made a member of.
 */
export function urlOfWorkerAs(workerUrl: string, role: ActingRole): string {
  const own = new URL(workerUrl);
  const settings = Object.entries({ role, ...settingsOfRole(role) });
  own.searchParams.set('options', settings.map(([name, value]) => `-c ${name}=${value}`).join(' '));
  return own.toString();
}
