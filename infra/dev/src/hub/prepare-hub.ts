import type { Environment } from '@hub/runtime/config';
import type { Life } from '../life.js';
import type { Steps } from '../steps.js';
import { startStores, type Stores } from '../stores/start-stores.js';
import { hubEnvironment } from './hub-environment.js';
import { contractsBesideServicesFrom } from './migration-settings.js';
import { checkSupergraph, type CheckedSupergraph } from './supergraph.js';

export interface PreparedHub {
  readonly stores: Stores;
  /** The environment that the product runs in: stores, secrets, settings. */
  readonly env: Environment;
  readonly supergraph: CheckedSupergraph;
}

export interface PrepareOptions {
  readonly root: string;
  readonly profile: string;
  readonly env: Environment;
  readonly life: Life;
  readonly steps: Steps;
  /** Loads what is needed next: the stores take seconds in processes of their own, and so does loading here. */
  readonly loadMeanwhile: () => Promise<unknown>;
}

/** Everything before the product itself: stores, schema, demo, supergraph. The stores end with the life. */
export async function prepareHub({
  root,
  profile,
  env,
  life,
  steps,
  loadMeanwhile,
}: PrepareOptions): Promise<PreparedHub> {
  const { signal } = life;
  const stores = await steps.run('Finding or starting Postgres, Redis and MongoDB', async (log) => {
    const starting = startStores({ root, profile, env, signal, log });
    const loading = Promise.all([import('@hub/prisma/migrate'), import('./demo/seed-demo.js'), loadMeanwhile()]);
    // What cannot be loaded is reported where it is used; the stores must be known first, to be stopped.
    loading.catch(() => undefined);
    return starting;
  });
  life.onEnd(() => stores.stop());
  const hubEnv = hubEnvironment({ root, profile, stores, env });
  const { url } = stores.postgres;

  const rolePasswords = await steps.run('Migrating the database', async (log) => {
    const { migrate } = await import('@hub/prisma/migrate');
    const { rolePasswordsFrom } = await import('@hub/runtime/service');
    const rolePasswords = rolePasswordsFrom(hubEnv);
    await migrate({ url, rolePasswords, contractsBesideServices: contractsBesideServicesFrom(hubEnv), log });
    return rolePasswords;
  });
  signal.throwIfAborted();
  await steps.run('Seeding the demo', async (log) => {
    const { seedDemo } = await import('./demo/seed-demo.js');
    log(
      (await seedDemo({ url, workerPassword: rolePasswords.svc_worker, signal }))
        ? 'two teams, six people and a small set of tenders'
        : 'there are teams already: nothing to do',
    );
  });
  signal.throwIfAborted();
  const supergraph = await steps.run('Composing the supergraph', async (log) => {
    const composed = await checkSupergraph({ root, profile });
    if (composed.stale.length > 0) log(`not what is committed, run "npm run compose": ${composed.stale.join(', ')}`);
    return composed;
  });
  signal.throwIfAborted();
  return { stores, env: hubEnv, supergraph };
}
