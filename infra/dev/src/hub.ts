// `npm run hub -- <command>`: commands on the product of this checkout.
import { parseArgs } from 'node:util';
import { urlOfRole } from '@hub/runtime/database';
import { createLogger } from '@hub/runtime/telemetry';
import { exportAudit } from './audit/export-audit.js';
import { verifyAudit } from './audit/verify-audit.js';
import { runErasure } from './erasure/run-erasure.js';
import { exitCodes, log, openStoresOfCheckout, resolveTarget } from './hub/checkout-stores.js';
import { doubts, importInto, replay, rereadFacts } from './hub/tender-commands.js';
import { usage, usageOf } from './hub-usage.js';
import { live, type Life } from './life.js';
import { runPlatformAdmin } from './platform/run-platform-admin.js';
import { runCheck, runLegacyImport } from './insights/run-stores.js';
import { printLaw, verifyScores } from './run-insights.js';
import { runReencrypt } from './run-reencrypt.js';
import { runTeamStop, type TeamStop } from './suspend-team.js';
import { runTeamExport } from './team-export/run-team-export.js';
import { UsageError } from './usage-error.js';

await live(async (life) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      reason: { type: 'string' },
      'follow-links': { type: 'boolean' },
      json: { type: 'boolean' },
      yes: { type: 'boolean' },
      platform: { type: 'boolean' },
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
    if (name === undefined || others.length > 0 || values.yes !== true)
      throw new UsageError(usageOf([command, target]));
    return erase({ what: command, name, life });
  }
  if (command === 'team' && target === 'export') {
    const [team, file, ...others] = rest;
    if (team === undefined || file === undefined || others.length > 0) throw new UsageError(usageOf([command, target]));
    return teamExport({ team, file: resolveTarget(file) }, life);
  }
  if (command === 'team' && (target === 'suspend' || target === 'resume')) {
    const [name, ...others] = rest;
    const { reason = '' } = values;
    if (name === undefined || others.length > 0 || reason === '' || reason.length > 500)
      throw new UsageError(usageOf([command, target]));
    return stopTeam({ step: target, name, reason }, life);
  }
  if (command === 'platform-admin') return platformAdmin({ step: target, rest, reason: values.reason ?? null, life });
  if (command === 'audit') {
    const { key: keyFile = null, platform: isPlatform = false } = values;
    return audit({ step: target, rest, keyFile, isPlatform, life });
  }
  if (command === 'reread-facts' && target === undefined) return rereadFacts(life);
  if (command === 'reencrypt' && target === undefined) return reencrypt(life);
  if (command === 'law' && target === undefined) return law(life);
  if (command === 'insights' && target === 'verify' && rest.length === 0) return verifyInsights(life);
  if (command === 'insights' && target === 'check' && rest.length === 0) return checkInsights(life);
  const [file] = rest;
  if (command === 'import' && target === 'legacy-analysis' && file !== undefined && rest.length === 1)
    return legacyAnalysis(resolveTarget(file), life);
  if (command === 'import' && target === 'legacy-analysis')
    throw new UsageError(
      'npm run hub -- import legacy-analysis <file.jsonl>: name the file. npm run hub -- --help says what it holds.',
    );
  if (command === 'replay' && target === undefined)
    return replay({ source: values.source ?? null, reason: values.reason ?? null, life });
  if (command === 'doubts' && target !== undefined && rest.length === 0) {
    const asJson = values.json ?? false;
    return doubts({ target: resolveTarget(target), source: values.source ?? null, asJson, life });
  }
  if (command !== 'import' || target === undefined || rest.length > 0) throw new UsageError(usageOf([command, target]));
  const followsLinks = values['follow-links'] ?? false;
  return importInto({ target: resolveTarget(target), source: values.source ?? null, followsLinks, life });
});

async function teamExport(wanted: { team: string; file: string }, life: Life): Promise<number> {
  const { stores, env } = await openStoresOfCheckout(life);
  const contents = await runTeamExport(wanted, { stores, env });
  log(JSON.stringify(contents, null, 2));
  log(`Written: ${wanted.file}`);
  return exitCodes.SUCCEEDED;
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
  if (!isKnown || email === undefined || others.length > 0 || reason === null)
    throw new UsageError(usageOf(['platform-admin', step]));
  const { stores } = await openStoresOfCheckout(life);
  log(await runPlatformAdmin({ step, email, reason }, stores.postgres.url));
  return exitCodes.SUCCEEDED;
}

async function audit(wanted: {
  step: string | undefined;
  rest: readonly string[];
  keyFile: string | null;
  isPlatform: boolean;
  life: Life;
}): Promise<number> {
  const { step, rest, keyFile, isPlatform, life } = wanted;
  const [first, second, ...others] = rest;
  if (step === 'verify' && !isPlatform && first !== undefined && second === undefined && keyFile !== null) {
    const isSound = await verifyAudit({ file: resolveTarget(first), keyFile: resolveTarget(keyFile), log });
    return isSound ? exitCodes.SOUND : exitCodes.SUSPECT;
  }
  // Of the platform itself the file alone is named.
  const target = isPlatform ? first : second;
  const isWhole = isPlatform ? second === undefined : others.length === 0;
  if (step !== 'export' || first === undefined || target === undefined || !isWhole)
    throw new UsageError(usageOf(['audit', step]));
  const { stores, env } = await openStoresOfCheckout(life);
  const file = resolveTarget(target);
  const team = isPlatform ? null : first;
  const signingKey = env['IDENTITY_SIGNING_KEY'] ?? '';
  await exportAudit({ team, file, databaseUrl: stores.postgres.url, signingKey, now: () => new Date() });
  log(`Written: ${file}`);
  return exitCodes.SUCCEEDED;
}

async function reencrypt(life: Life): Promise<number> {
  const { stores, env, rolePasswords } = await openStoresOfCheckout(life);
  const databaseUrl = urlOfRole(stores.postgres.url, 'svc_worker', rolePasswords.svc_worker);
  return (await runReencrypt({ databaseUrl, env, log })) ? exitCodes.SUCCEEDED : exitCodes.FAILED;
}

async function law(life: Life): Promise<number> {
  const { stores, rolePasswords } = await openStoresOfCheckout(life);
  await printLaw({ databaseUrl: urlOfRole(stores.postgres.url, 'svc_insights', rolePasswords.svc_insights), log });
  return exitCodes.SUCCEEDED;
}

async function insightsOptions(life: Life) {
  const { stores, rolePasswords } = await openStoresOfCheckout(life);
  const logger = createLogger({ service: 'insights', level: 'silent' });
  const databaseUrl = urlOfRole(stores.postgres.url, 'svc_insights', rolePasswords.svc_insights);
  return { databaseUrl, mongodbUrl: stores.mongodb.url, adminUrl: stores.postgres.url, logger, log };
}

async function checkInsights(life: Life): Promise<number> {
  return (await runCheck(await insightsOptions(life))) ? exitCodes.SOUND : exitCodes.SUSPECT;
}

async function legacyAnalysis(file: string, life: Life): Promise<number> {
  const options = await insightsOptions(life);
  return (await runLegacyImport(file, { ...options, signal: life.signal })) ? exitCodes.SUCCEEDED : exitCodes.FAILED;
}

async function verifyInsights(life: Life): Promise<number> {
  const { stores } = await openStoresOfCheckout(life);
  const logger = createLogger({ service: 'insights-verify', level: 'silent' });
  const isSound = await verifyScores({ mongodbUrl: stores.mongodb.url, logger, log });
  return isSound ? exitCodes.SOUND : exitCodes.SUSPECT;
}
