import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { testRolePassword, type TestDatabase } from './database.js';

/** A test database as the tenders service opens it, patient enough for a busy machine. */
export function tendersHub({ url }: Pick<TestDatabase, 'url'>, poolSizeMax = 2): HubDatabase {
  return openDatabase({
    role: 'svc_tenders',
    url,
    rolePassword: testRolePassword,
    poolSizeMax,
    connectTimeoutMs: 10_000,
  });
}
