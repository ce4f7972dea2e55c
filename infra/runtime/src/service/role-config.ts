import { serviceRoles, type RolePasswords, type ServiceRole } from '@hub/prisma/roles';
import { z } from 'zod';
import { loadConfig, secret, url, type Environment } from '../config/config.js';
import { urlOfRole } from '../database/service-role.js';

/** Name of the variable that holds the password of a service role: DATABASE_PASSWORD_TENDERS for svc_tenders. */
export function passwordVariable(role: ServiceRole): string {
  return `DATABASE_PASSWORD_${role.replace('svc_', '').toUpperCase()}`;
}

const passwordFields = z.object(
  Object.fromEntries(serviceRoles.map((role) => [passwordVariable(role), secret(8)] as const)),
);

/**
 * The passwords of all service roles, for what sets them and for the one process that is all services. A process of one
 * service is given the URL of its own role and no other password.
 *
 * @throws ConfigError listing every password that is missing or too short.
 */
export function rolePasswordsFrom(env: Environment): RolePasswords {
  const passwords = loadConfig(passwordFields, env);
  return forEachRole((role) => passwords[passwordVariable(role)] ?? '');
}

const addressFields = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://127.0.0.1:5432/tender_insight_hub'),
});

/** Where each service role signs in. */
export type DatabaseUrls = Readonly<Record<ServiceRole, string>>;

/** The database of an address as each service role signs in to it. */
export function databaseUrlsOf(address: string, passwords: RolePasswords): DatabaseUrls {
  return forEachRole((role) => urlOfRole(address, role, passwords[role]));
}

/** The address in DATABASE_URL, whose own user is not used. @throws ConfigError when it is missing or none. */
export function databaseAddressFrom(env: Environment): string {
  return loadConfig(addressFields, env).DATABASE_URL;
}

function forEachRole(of: (role: ServiceRole) => string): Readonly<Record<ServiceRole, string>> {
  return {
    svc_identity: of('svc_identity'),
    svc_tenders: of('svc_tenders'),
    svc_workspace: of('svc_workspace'),
    svc_insights: of('svc_insights'),
    svc_analytics: of('svc_analytics'),
    svc_worker: of('svc_worker'),
  };
}
