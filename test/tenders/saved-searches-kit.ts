import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import type { Sent, Untyped } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { settledEvents } from '../kit/settled-events.js';

/** The product, tenders fed to it as its importer does, and the turns of its alerts. */
export interface SavedSearchesKit extends TestHub {
  /** Imports releases as one file, and waits until all changes have their places. */
  feed(...releases: readonly unknown[]): Promise<void>;
  /** What the worker does every minute, with all that comes of it; answers the names of the jobs. */
  minute(): Promise<string[]>;
  /** Sends an operation past all caches. */
  say(query: string, as: TestUser, variables?: Record<string, unknown>): Promise<Sent<Untyped>>;
  /** Saves a search and answers its id. */
  save(as: TestUser, input: Record<string, unknown>): Promise<string>;
  /** Titles of what a search found and its reader has not seen, found last first. */
  newTitles(as: TestUser, id: string): Promise<string[]>;
  /** Titles in a person's alerts, newest first. */
  alerts(as: TestUser): Promise<string[]>;
}

export async function savedSearchesKit(now: () => Date): Promise<SavedSearchesKit> {
  const hub = await testHub({ now });
  const pool = new pg.Pool({ connectionString: hub.database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hub-saved-searches-test-'));
  const settled = settledEvents(hub.database);
  let files = 0;
  const say: SavedSearchesKit['say'] = (query, as, variables) =>
    hub.as(as, { 'cache-control': 'no-cache' }).send(query, variables);
  const titles = ({ edges }: { edges: { node: { tender: { title: string } } }[] }) =>
    edges.map(({ node }) => node.tender.title);
  return {
    ...hub,
    say,
    async feed(...releases) {
      files += 1;
      const target = join(folder, `${files}.json`);
      writeFileSync(target, JSON.stringify({ version: '1.1', releases }));
      await importReleases({ target, pool, source: null, signal: new AbortController().signal });
      await settled();
    },
    async minute() {
      await settled();
      await hub.database.sql(`select graphile_worker.add_job('tenders:queue-alerts', '{}')`);
      return (await hub.runJobs()).filter((name) => name.startsWith('tenders:'));
    },
    async save(as, input) {
      const { data, codes } = await say(
        `mutation ($input: CreateSavedSearchInput!) { createSavedSearch(input: $input) {
          ... on CreateSavedSearchSuccess { savedSearch { id } } ... on UserError { message } } }`,
        as,
        { input },
      );
      const id: unknown = data?.createSavedSearch.savedSearch?.id;
      if (typeof id !== 'string') throw new Error(`The search was not saved: ${JSON.stringify([data, codes])}`);
      return id;
    },
    async newTitles(as, id) {
      const { data } = await say(
        'query ($id: ID!) { savedSearch(id: $id) { newCount newMatches { edges { node { tender { title } } } } } }',
        as,
        { id },
      );
      const found = titles(data.savedSearch.newMatches);
      if (found.length !== data.savedSearch.newCount) throw new Error('newCount is not the number of new matches.');
      return found;
    },
    async alerts(as) {
      const { data } = await say('{ savedSearchAlerts { edges { node { tender { title } } } } }', as);
      return titles(data.savedSearchAlerts);
    },
    async close() {
      await pool.end();
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
