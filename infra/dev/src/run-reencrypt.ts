import { openDatabase, urlOfWorkerAs } from '@hub/runtime/database';
import { fieldCipherFrom, reencryptFields } from '@hub/runtime/encryption';

/** Encrypts fields of older keys with the newest one. Answers whether none is left. */
export async function runReencrypt({
  databaseUrl,
  env,
  log,
}: {
  /** For the worker's role. */
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}): Promise<boolean> {
  const role = 'svc_tenders';
  const opened = openDatabase({ role, url: urlOfWorkerAs(databaseUrl, role), poolSizeMax: 1 });
  try {
    const database = opened.as({ kind: 'system', name: 'hub:reencrypt', teamId: null });
    const columns = await reencryptFields({ database, cipher: fieldCipherFrom(env) });
    for (const { column, reencrypted, unreadable } of columns)
      log(`${column}: ${reencrypted} encrypted again, ${unreadable} cannot be read with any of the keys.`);
    return columns.every(({ unreadable }) => unreadable === 0);
  } finally {
    await opened.close();
  }
}
