import { isAbsolute, resolve } from 'node:path';
import { migrate } from '@hub/prisma/migrate';
import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import { rolePasswordsFrom } from '@hub/runtime/service';
import { checkoutRoot } from '../checkout-root.js';
import type { Life } from '../life.js';
import { createSteps } from '../steps.js';
import { startStores } from '../stores/start-stores.js';
import { hubEnvironment } from './hub-environment.js';
import { contractsBesideServicesFrom } from './migration-settings.js';

/** How a command ends, by what became of it. */
export const exitCodes = { SUCCEEDED: 0, SOUND: 0, STOPPED: 130, FAILED: 1, SUSPECT: 1 } as const;

/** Says one line to the person who typed the command. */
export function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Brings up the stores of this checkout, which end with the command; the database for the role that imports. */
export async function storesOfCheckout(life: Life): Promise<{ databaseUrl: string; redisUrl: string | null }> {
  const { stores, rolePasswords } = await openStoresOfCheckout(life);
  const workerUrl = urlOfRole(stores.postgres.url, 'svc_worker', rolePasswords.svc_worker);
  return { databaseUrl: urlOfWorkerAs(workerUrl, 'svc_importer'), redisUrl: stores.redis?.url ?? null };
}

/** Brings up the stores of this checkout and migrates the database. */
export async function openStoresOfCheckout(life: Life) {
  const steps = createSteps(process.stderr);
  const { signal } = life;
  const profile = 'start';
  const stores = await steps.run('Finding or starting the stores', (say) =>
    startStores({ root: checkoutRoot, profile, signal, log: say }),
  );
  life.onEnd(() => stores.stop());
  const env = hubEnvironment({ root: checkoutRoot, profile, stores, env: process.env });
  const rolePasswords = rolePasswordsFrom(env);
  const contractsBesideServices = contractsBesideServicesFrom(env);
  await steps.run('Migrating the database', (say) =>
    migrate({ url: stores.postgres.url, rolePasswords, contractsBesideServices, log: say }),
  );
  return { stores, env, rolePasswords };
}

/** A path is meant from where the person typed it, not from where npm runs us. */
export function resolveTarget(target: string): string {
  if (/^https?:\/\//.test(target) || isAbsolute(target)) return target;
  return resolve(process.env['HUB_CALLED_FROM'] ?? process.cwd(), target);
}
