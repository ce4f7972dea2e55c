import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import type { TestDatabase } from './database.js';

/** A test database as the tenders service opens it, patient enough for a busy machine. */
export function tendersHub({ urlOf }: Pick<TestDatabase, 'urlOf'>, poolSizeMax = 2): HubDatabase {
  return openDatabase({ role: 'svc_tenders', url: urlOf('svc_tenders'), poolSizeMax, connectTimeoutMs: 10_000 });
}
