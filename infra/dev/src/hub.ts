// `npm run hub -- <command>`: commands on the product of this checkout.
import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '@hub/prisma/migrate';
import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import { rolePasswordsFrom } from '@hub/runtime/service';
import { runDoubts } from '@hub/tenders/doubts';
import { runImport } from '@hub/tenders/import';
import { runReplay } from '@hub/tenders/replay';
import { runRereadFacts } from '@hub/tenders/reread-facts';
import { pollSettingsFrom } from '@hub/tenders/sources';
import { exportAudit } from './audit/export-audit.js';
import { verifyAudit } from './audit/verify-audit.js';
import { checkoutRoot } from './checkout-root.js';
import { runErasure } from './erasure/run-erasure.js';
import { runReencrypt } from './run-reencrypt.js';
import { runPlatformAdmin } from './platform/run-platform-admin.js';
import { hubEnvironment } from './hub/hub-environment.js';
import { contractsBesideServicesFrom } from './hub/migration-settings.js';
import { usage } from './hub-usage.js';
import { live, type Life } from './life.js';
import { createSteps } from './steps.js';
import { startStores } from './stores/start-stores.js';
import { runTeamStop, type TeamStop } from './suspend-team.js';
import { UsageError } from './usage-error.js';

/** How a command ends, by what became of it. */
const exitCodes = { SUCCEEDED: 0, SOUND: 0, STOPPED: 130, FAILED: 1, SUSPECT: 1 } as const;

await live(async (life) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      reason: { type: 'string' },
      'follow-links': { type: 'boolean' },
      json: { type: 'boolean' },
      yes: { type: 'boolean' },
      key: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, target, ...rest] = positionals;
  if (values.help === true) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if ((command === 'team' || command === 'account') && target === 'erase') {
    const [name, ...others] = rest;
    if (name === undefined || others.length > 0 || values.yes !== true) throw new UsageError(usage);
    return erase({ what: command, name, life });
  }
  if (command === 'team' && (target === 'suspend' || target === 'resume')) {
    const [name, ...others] = rest;
    const { reason = '' } = values;
    if (name === undefined || others.length > 0 || reason === '' || reason.length > 500) throw new UsageError(usage);
    return stopTeam({ step: target, name, reason }, life);
  }
  if (command === 'platform-admin') return platformAdmin({ step: target, rest, reason: values.reason ?? null, life });
  if (command === 'audit') return audit({ step: target, rest, keyFile: values.key ?? null, life });
  if (command === 'reread-facts' && target === undefined) return rereadFacts(life);
  if (command === 'reencrypt' && target === undefined) return reencrypt(life);
  if (command === 'replay' && target === undefined)
    return replay({ source: values.source ?? null, reason: values.reason ?? null, life });
  if (command === 'doubts' && target !== undefined && rest.length === 0) {
    const asJson = values.json ?? false;
    return doubts({ target: resolveTarget(target), source: values.source ?? null, asJson, life });
  }
  if (command !== 'import' || target === undefined || rest.length > 0) throw new UsageError(usage);
  const followsLinks = values['follow-links'] ?? false;
  return importInto({ target: resolveTarget(target), source: values.source ?? null, followsLinks, life });
});

async function importInto({
  target,
  source,
  followsLinks,
  life,
}: {
  target: string;
  source: string | null;
  followsLinks: boolean;
  life: Life;
}): Promise<number> {
  const stores = await storesOfCheckout(life);
  const { hostsAllowed } = pollSettingsFrom(process.env);
  const importing = { target, ...stores, source, followsLinks, hostsAllowed, log, signal: life.signal };
  const { status } = await runImport(importing);
  return exitCodes[status];
}

async function replay({
  life,
  ...options
}: {
  source: string | null;
  reason: string | null;
  life: Life;
}): Promise<number> {
  const stores = await storesOfCheckout(life);
  const { hostsAllowed } = pollSettingsFrom(process.env);
  const { status } = await runReplay({ ...options, ...stores, hostsAllowed, log, signal: life.signal });
  return status === 'STOPPED' ? exitCodes.STOPPED : exitCodes.SUCCEEDED;
}

async function rereadFacts(life: Life): Promise<number> {
  const stores = await storesOfCheckout(life);
  const isDone = await runRereadFacts({ ...stores, log, signal: life.signal });
  return isDone ? exitCodes.SUCCEEDED : exitCodes.STOPPED;
}

async function doubts({
  life,
  ...options
}: {
  target: string;
  source: string | null;
  asJson: boolean;
  life: Life;
}): Promise<number> {
  const stores = await storesOfCheckout(life);
  return exitCodes[await runDoubts({ ...options, ...stores, log, signal: life.signal })];
}

async function stopTeam(stop: TeamStop, life: Life): Promise<number> {
  const { stores, rolePasswords } = await openStoresOfCheckout(life);
  const adminUrl = stores.postgres.url;
  const identityUrl = urlOfRole(adminUrl, 'svc_identity', rolePasswords.svc_identity);
  log(await runTeamStop(stop, { adminUrl, identityUrl }));
  return exitCodes.SUCCEEDED;
}

async function erase({ life, ...wanted }: { what: 'team' | 'account'; name: string; life: Life }): Promise<number> {
  const { stores, env } = await openStoresOfCheckout(life);
  log(JSON.stringify(await runErasure(wanted, { stores, env }), null, 2));
  return exitCodes.SUCCEEDED;
}

async function platformAdmin(wanted: {
  step: string | undefined;
  rest: readonly string[];
  reason: string | null;
  life: Life;
}): Promise<number> {
  const { step, rest, reason, life } = wanted;
  const [email, ...others] = rest;
  const isKnown = step === 'grant' || step === 'revoke';
  if (!isKnown || email === undefined || others.length > 0 || reason === null) throw new UsageError(usage);
  const { stores } = await openStoresOfCheckout(life);
  log(await runPlatformAdmin({ step, email, reason }, stores.postgres.url));
  return exitCodes.SUCCEEDED;
}

async function audit(wanted: {
  step: string | undefined;
  rest: readonly string[];
  keyFile: string | null;
  life: Life;
}): Promise<number> {
  const { step, rest, keyFile, life } = wanted;
  const [first, second, ...others] = rest;
  if (step === 'verify' && first !== undefined && second === undefined && keyFile !== null) {
    const isSound = await verifyAudit({ file: resolveTarget(first), keyFile: resolveTarget(keyFile), log });
    return isSound ? exitCodes.SOUND : exitCodes.SUSPECT;
  }
  if (step !== 'export' || first === undefined || second === undefined || others.length > 0)
    throw new UsageError(usage);
  const { stores, env } = await openStoresOfCheckout(life);
  const file = resolveTarget(second);
  const signingKey = env['IDENTITY_SIGNING_KEY'] ?? '';
  await exportAudit({ team: first, file, databaseUrl: stores.postgres.url, signingKey, now: () => new Date() });
  log(`Written: ${file}`);
  return exitCodes.SUCCEEDED;
}

async function reencrypt(life: Life): Promise<number> {
  const { stores, env, rolePasswords } = await openStoresOfCheckout(life);
  const databaseUrl = urlOfRole(stores.postgres.url, 'svc_worker', rolePasswords.svc_worker);
  return (await runReencrypt({ databaseUrl, env, log })) ? exitCodes.SUCCEEDED : exitCodes.FAILED;
}

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Brings up the stores of this checkout, which end with the command; the database for the role that imports. */
async function storesOfCheckout(life: Life): Promise<{ databaseUrl: string; redisUrl: string | null }> {
  const { stores, rolePasswords } = await openStoresOfCheckout(life);
  const workerUrl = urlOfRole(stores.postgres.url, 'svc_worker', rolePasswords.svc_worker);
  return { databaseUrl: urlOfWorkerAs(workerUrl, 'svc_importer'), redisUrl: stores.redis?.url ?? null };
}

async function openStoresOfCheckout(life: Life) {
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
function resolveTarget(target: string): string {
  if (/^https?:\/\//.test(target) || isAbsolute(target)) return target;
  return resolve(process.env['HUB_CALLED_FROM'] ?? process.cwd(), target);
}
