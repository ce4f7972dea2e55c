import type { ServiceRole } from '@hub/prisma/roles';
import type { SubgraphName } from '../auth/subgraph-names.js';
import { urlOfRole } from './open-database.js';

/** The login role of each subgraph. */
export const roleOfSubgraph: Readonly<Record<SubgraphName, ServiceRole>> = {
  identity: 'svc_identity',
  tenders: 'svc_tenders',
  workspace: 'svc_workspace',
  insights: 'svc_insights',
  analytics: 'svc_analytics',
};

/** The database as a subgraph's role connects to it. */
export function urlOfServiceRole(
  name: SubgraphName,
  settings: { readonly databaseUrl: string; readonly databaseRolePassword: string | null },
): string {
  return urlOfRole(settings.databaseUrl, roleOfSubgraph[name], settings.databaseRolePassword);
}
