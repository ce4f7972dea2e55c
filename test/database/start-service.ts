import type { ServiceRole } from '@hub/prisma/roles';
import { openDatabase } from '@hub/runtime/database';

/** Opens a database as a service does; answers `started`, or the code and message of the refusal. */
export async function startService(role: ServiceRole, url: string): Promise<unknown> {
  const hub = openDatabase({ role, url, poolSizeMax: 1, connectTimeoutMs: 10_000 });
  try {
    await hub.ping();
    return 'started';
  } catch (error) {
    return error instanceof Error && 'code' in error ? [error.code, error.message] : error;
  } finally {
    await hub.close();
  }
}
