// Imports one file, as `npm run hub -- import` does, into the database of the benchmark. Exits 0 when all of it is in.
import { runImport } from '@hub/tenders/import';

const [target = ''] = process.argv.slice(2);
const { status } = await runImport({
  target,
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  source: null,
  log: () => undefined,
  signal: new AbortController().signal,
});
process.exitCode = status === 'SUCCEEDED' ? 0 : 1;
