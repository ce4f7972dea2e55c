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
import { hubEnvironment } from './hub/hub-environment.js';
import { contractsBesideServicesFrom } from './hub/migration-settings.js';
import { live, type Life } from './life.js';
import { createSteps } from './steps.js';
import { startStores } from './stores/start-stores.js';
import { UsageError } from './usage-error.js';

const usage = `npm run hub -- import <file, folder or URL> [--source NAME] [--follow-links]
  Imports OCDS releases into the database of this checkout: release packages, record packages, bare releases, JSON Lines;
  plain or in gzip, zstd, zip and tar. Ctrl-C and the same command again lose and double nothing. With --follow-links, and
  always for a URL, releases that records only point at are fetched, and so are the extensions that packages name.
  Ends with status 1 when no release was found, or when all were set aside.

npm run hub -- replay [--source NAME] [--reason CODE]
  Tries releases that were set aside again, and fetches again what could not be fetched.

npm run hub -- reread-facts
  Reads again what older readers have read, or none: all of a tender out of its releases, and CIDB gradings and the like
  out of its text. Says how many are read differently, and how many of teams' own tenders were queued for the worker. The worker does the same every night; Ctrl-C and the same command
  again go on where it stopped.

npm run hub -- doubts <file or folder> [--source NAME] [--json]
  Reads releases as an import would, with the sources of this checkout, and writes nothing. Prints what was read as
  status, dates, money, names and documents, from where, and how often in doubt, for each publisher; with --json as one
  object for programs. Ends with status 1 when a tender is OPEN whose newest evidence is older than 18 months, or when no
  tender was found.

npm run hub -- reencrypt
  Encrypts with the newest key of FIELD_ENCRYPTION_KEY what was encrypted with older ones, and says how many fields of which
  column; the worker does the same every night. Ends with status 1 when fields are left that none of the keys can read.

npm run hub -- team erase <slug or id> --yes
npm run hub -- account erase <e-mail or id> --yes
  Erases a team, or a person, from every store, and prints a receipt: how many rows, events, archived events, jobs,
  documents and files went. It cannot be undone. When it fails, the same command goes on where it stopped. Backups are
  erased by their own age.

npm run hub -- audit export <slug or id of a team> <file>
  Writes the audit log of a team into a file of JSON Lines that proves itself: each event is linked to the one before it,
  and the last line is a signature over both ends.

npm run hub -- audit verify <file> --key <file of public keys>
  Checks such a file with nothing but itself and the public keys, as /.well-known/jwks.json answers them, and says what is
  wrong with which line. Ends with status 1 when anything is.`;

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

async function erase({ life, ...wanted }: { what: 'team' | 'account'; name: string; life: Life }): Promise<number> {
  const { stores, env } = await openStoresOfCheckout(life);
  log(JSON.stringify(await runErasure(wanted, { stores, env }), null, 2));
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
