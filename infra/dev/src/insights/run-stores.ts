import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { checkScores, checkSummaries, type Comparison } from '@hub/insights/check-stores';
import { importLegacy } from '@hub/insights/import-legacy';
import { openSharedStores, openSubgraphStores } from '@hub/runtime/service';
import type { Logger } from '@hub/runtime/telemetry';
import Table from 'cli-table3';
import { findTeams } from './teams.repository.js';

interface Options {
  readonly databaseUrl: string;
  readonly mongodbUrl: string;
  readonly adminUrl: string;
  readonly logger: Logger;
  readonly log: (line: string) => void;
}

async function openScopes({ databaseUrl, mongodbUrl, logger }: Options) {
  const settings = { databaseUrl, mongodbUrl, redisUrl: null, poolSizeMax: 2, connectTimeoutMs: 10_000 };
  const shared = await openSharedStores(settings, logger);
  const stores = openSubgraphStores({ name: 'insights', settings, shared, logger });
  return {
    scopeOf: (teamId: string | null) =>
      stores.scopeOf({ actor: { kind: 'system', name: 'hub:insights', teamId }, requestId: 'hub' }),
    async close() {
      await stores.close();
      await shared.close();
    },
  };
}

/** Compares the document store with Postgres; answers whether the two agree. */
export async function runCheck(options: Options): Promise<boolean> {
  const scopes = await openScopes(options);
  try {
    const table = new Table({ head: ['documents', 'expected', 'missing', 'old', 'of nothing'], style: { head: [] } });
    const summaries = await checkSummaries(scopes.scopeOf(null));
    table.push(['summaries', ...counts(summaries)]);
    let isSound = agrees(summaries);
    for (const { id, slug } of await findTeams(options.adminUrl)) {
      const scores = await checkScores(scopes.scopeOf(id));
      if (scores.expected > 0 || !agrees(scores)) table.push([`scores of ${slug}`, ...counts(scores)]);
      isSound &&= agrees(scores);
    }
    options.log(table.toString());
    if (!isSound)
      options.log(
        'What is missing or old is made by jobs: after an import or a change, give a running hub a minute and ask again.',
      );
    return isSound;
  } finally {
    await scopes.close();
  }
}

const counts = ({ expected, missing, old, unreferenced }: Comparison): number[] => [
  expected,
  missing,
  old,
  unreferenced,
];

const agrees = ({ missing, old, unreferenced }: Comparison): boolean => missing + old + unreferenced === 0;

/** Takes over summaries of an older product; answers whether the store holds what was taken over. */
export async function runLegacyImport(file: string, options: Options & { signal: AbortSignal }): Promise<boolean> {
  const { log, signal } = options;
  const scopes = await openScopes(options);
  try {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
    const refused = ({ line, tender, reason }: { line: number; tender: string | null; reason: string }) =>
      log(`Line ${line}${tender === null ? '' : `, tender ${tender}`}: ${reason}.`);
    const {
      rows,
      migrated,
      there,
      newer,
      refused: left,
      stored,
    } = await importLegacy(scopes.scopeOf(null), lines, {
      refused,
      signal,
    });
    log(`${rows} rows: ${migrated} taken over, ${there} were there, ${newer} have a newer summary, ${left} refused.`);
    log(`The store holds ${stored} of the ${migrated + there} that were taken over.`);
    return !signal.aborted && stored === migrated + there;
  } finally {
    await scopes.close();
  }
}
