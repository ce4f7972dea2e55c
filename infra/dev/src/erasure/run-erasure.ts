import { openDocuments } from '@hub/runtime/documents';
import { filesFrom } from '@hub/runtime/files';
import { createLogger } from '@hub/runtime/telemetry';
import pg from 'pg';
import type { Stores } from '../stores/start-stores.js';
import { eraseAccount, eraseTeam, type Receipt } from './erasure.js';

/** Erases what a command names from the stores of this checkout. @throws UsageError when there is no such team or person. */
export async function runErasure(
  { what, name }: { readonly what: 'team' | 'account'; readonly name: string },
  { stores, env }: { readonly stores: Stores; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<Receipt> {
  const client = new pg.Client({ connectionString: stores.postgres.url });
  const logger = createLogger({ service: 'erasure', level: 'silent' });
  const documents = await openDocuments({ url: stores.mongodb.url, logger });
  try {
    await client.connect();
    const erasing = { client, documents, store: filesFrom(env).store };
    return what === 'team' ? await eraseTeam(erasing, name) : await eraseAccount(erasing, name);
  } finally {
    await documents.close();
    await client.end();
  }
}
