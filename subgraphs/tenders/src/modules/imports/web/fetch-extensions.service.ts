import type { BulkPool } from '@hub/runtime/database';
import { isObject, member, type JsonObject, SchemaTooLargeError, checkPatch } from '../../../ocds/index.js';
import { parsed, secured, PollFailure, backoffMs, type SourceClient } from '../../../source-http/index.js';
import { noteExtensions, unknownIn } from './extension-lookup.repository.js';
import {
  findMissing,
  findProcessesNaming,
  findUnapplied,
  markApplied,
  noteFailure,
  storeExtension,
  type MissingExtension,
} from './extension.repository.js';
import { bulkLimits, recompileBatch } from '../import-batch.service.js';
import { createImportMemory } from '../import-memory.js';
import { openSourceLookup } from '../write/source.repository.js';
import { inTransaction, withClient } from '../../../bulk/index.js';

/** What fetching extensions needs. */
export interface ExtensionContext {
  readonly pool: BulkPool;
  /** Checks every address: packages name what they like. */
  readonly client: SourceClient;
  readonly hostsAllowed: readonly string[];
  readonly now: () => Date;
}

const extensionsMax = 100;
const patchBytesMax = 1024 * 1024;
const processesMax = 200;

/**
 * Makes the function that fetches extensions as packages name them, each once in a run. One that cannot be had is noted
 * and tried again later; the import goes on by the rules of the standard.
 */
export function createExtensionFetcher(context: ExtensionContext): (addresses: readonly string[]) => Promise<void> {
  const lists = new WeakSet<readonly string[]>();
  const seen = new Set<string>();
  return async (addresses) => {
    // All releases of a package share one list.
    if (addresses.length === 0 || lists.has(addresses)) return;
    lists.add(addresses);
    const urls = unknownIn(addresses)
      .filter((url) => !seen.has(url))
      .slice(0, extensionsMax - seen.size);
    if (urls.length === 0) return;
    for (const url of urls) seen.add(url);
    const missing = await withClient(context.pool, async (client) => {
      await noteExtensions(client, urls);
      return findMissing(client, { urls, now: context.now(), take: urls.length });
    });
    for (const extension of missing) await fetchExtension(extension, context);
  };
}

/** Fetches extensions that are missing and due, and compiles by those that are there what was imported before. */
export async function fetchDueExtensions(context: ExtensionContext): Promise<void> {
  const { pool, now } = context;
  const query = { urls: null, now: now(), take: extensionsMax };
  const missing = await withClient(pool, (client) => findMissing(client, query));
  for (const extension of missing) await fetchExtension(extension, context);
  // A process that ended in the middle left these.
  for (const url of await withClient(pool, findUnapplied)) await applyExtension(url, context);
}

async function fetchExtension({ url, attempts }: MissingExtension, context: ExtensionContext): Promise<void> {
  const { pool, now } = context;
  let patch: JsonObject;
  try {
    patch = await download(url, context);
  } catch (error) {
    if (!(error instanceof PollFailure)) throw error;
    const retryAfter = new Date(now().getTime() + Math.max(backoffMs(attempts + 1), error.retryAfterMs ?? 0));
    await withClient(pool, (client) => noteFailure(client, { url, error: error.message, retryAfter }));
    return;
  }
  await inTransaction(pool, bulkLimits, (client) => storeExtension(client, { url, patch, now: now() }));
  await applyExtension(url, context);
}

/** Compiles again what was imported before the extension was known. */
async function applyExtension(url: string, { pool, now }: ExtensionContext): Promise<void> {
  const [ocids, sources] = await inTransaction(pool, bulkLimits, async (client) => [
    await findProcessesNaming(client, url),
    await openSourceLookup(client, null),
  ]);
  const memory = createImportMemory();
  for (let start = 0; start < ocids.length; start += processesMax)
    await recompileBatch(ocids.slice(start, start + processesMax), { pool, sources, memory });
  await withClient(pool, (client) => markApplied(client, url, now()));
}

/** @throws PollFailure when the extension cannot be had, or is none. */
async function download(address: string, context: ExtensionContext): Promise<JsonObject> {
  const url = URL.parse(address);
  if (url === null) throw new PollFailure('REFUSED', 'The extension has no address.');
  const home = secured(url, context.hostsAllowed);
  // A folder stands for the extension.json in it.
  if (!home.pathname.endsWith('.json')) home.pathname = `${home.pathname.replace(/\/$/u, '')}/extension.json`;
  const metadata = await askObject(home, context);
  const schemas = member(metadata, 'schemas');
  if (Array.isArray(schemas) && !schemas.includes('release-schema.json')) return {};
  try {
    const patch = await askObject(new URL('release-schema.json', home), context);
    checkPatch(patch);
    return patch;
  } catch (error) {
    // It changes packages or code lists only.
    if (error instanceof PollFailure && error.status === 404) return {};
    if (error instanceof SchemaTooLargeError) throw new PollFailure('REFUSED', error.message);
    throw error;
  }
}

async function askObject(url: URL, { client }: ExtensionContext): Promise<JsonObject> {
  const answer = await client.ask({ url, check: (bytes) => void objectIn(bytes) });
  if (answer.kind === 'unchanged') throw new PollFailure('MALFORMED', 'The extension was not sent.');
  return objectIn(answer.bytes);
}

function objectIn(bytes: Buffer): JsonObject {
  if (bytes.length > patchBytesMax) throw new PollFailure('TOO_LARGE', 'The extension is larger than 1 MiB.');
  const value = parsed(bytes);
  if (!isObject(value)) throw new PollFailure('MALFORMED', 'The extension is no JSON object.');
  return value;
}
