import { openDocuments } from '@hub/runtime/documents';
import { fieldCipherFrom } from '@hub/runtime/encryption';
import { filesFrom } from '@hub/runtime/files';
import { createLogger } from '@hub/runtime/telemetry';
import pg from 'pg';
import type { Stores } from '../stores/start-stores.js';
import { exportTeam, type ArchiveContents } from './export-team.js';

/** Exports the team that a command names from the stores of this checkout. @throws UsageError when there is no such team. */
export async function runTeamExport(
  wanted: { readonly team: string; readonly file: string },
  { stores, env }: { readonly stores: Stores; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<ArchiveContents> {
  const client = new pg.Client({ connectionString: stores.postgres.url });
  const logger = createLogger({ service: 'team-export', level: 'silent' });
  const documents = await openDocuments({ url: stores.mongodb.url, logger });
  try {
    await client.connect();
    const [cipher, { store }, signingKey] = [fieldCipherFrom(env), filesFrom(env), env['IDENTITY_SIGNING_KEY'] ?? ''];
    return await exportTeam({ client, documents, store, cipher, signingKey, now: () => new Date() }, wanted);
  } finally {
    await documents.close();
    await client.end();
  }
}
