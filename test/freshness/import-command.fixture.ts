// `npm run hub -- import` as a process of its own, on the stores of a test.
import { runImport } from '@hub/tenders/import';

const { IMPORT_TARGET: target = '', IMPORT_DATABASE_URL: databaseUrl = '', REDIS_URL: redis = '' } = process.env;
const { status } = await runImport({
  target,
  databaseUrl,
  redisUrl: redis === '' ? null : redis,
  source: null,
  log: () => undefined,
  signal: new AbortController().signal,
});
process.exitCode = status === 'SUCCEEDED' ? 0 : 1;
