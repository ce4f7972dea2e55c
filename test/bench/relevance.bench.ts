import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoReleases } from '@hub/prisma/seed';
import { anonymous } from '@hub/runtime/auth';
import { openDatabase, urlOfRole, urlOfWorkerAs, type HubDatabase } from '@hub/runtime/database';
import { importReleases } from '@hub/tenders/import-releases';
import { searchTenders } from '@hub/tenders/search';
import pg from 'pg';
import { searchScope } from '../kit/search-scope.js';
import type { Bench, BenchContext } from './bench.js';
import { benchDatabase, onServer } from './database.js';
import { labels, type Label } from './relevance/labels.js';

const ocdsFolder = fileURLToPath(new URL('../../../shared/data/ocds', import.meta.url));
const now = new Date('2025-09-19T08:00:00Z');
const depth = 10;

/** How well searches of bidders are answered: nDCG at 10 over graded queries, and how many find nothing at all. */
export const bench: Bench = async (context) => {
  const { url, rolePasswords } = await benchDatabase(context, 'hub_bench_relevance');
  await fill(context, urlOfWorkerAs(urlOfRole(url, 'svc_worker', rolePasswords.svc_worker), 'svc_importer'));
  const documents = await onServer(url, async (client) => (await client.query<Document>(documentsQuery)).rows);
  const hub = openDatabase({
    role: 'svc_tenders',
    url: urlOfRole(url, 'svc_tenders', rolePasswords.svc_tenders),
    poolSizeMax: 2,
    connectTimeoutMs: 30_000,
  });
  context.onEnd(() => hub.close());
  let [sum, empty, judged] = [0, 0, 0];
  for (const label of labels) {
    const gains = new Map(documents.map(({ id, text }) => [id, gainOf(label, text)]));
    const ideal = discounted([...gains.values()].toSorted((left, right) => right - left));
    if (ideal === 0) {
      context.say(`no tender of this data is right for "${label[0]}": left out`);
      continue;
    }
    const found = await find(hub, label[0]);
    const score = discounted(found.map((id) => gains.get(id) ?? 0)) / ideal;
    if (score < 0.7) context.say(`${score.toFixed(2)} of "${label[0]}", which found ${found.length}`);
    judged += 1;
    sum += score;
    if (found.length === 0) empty += 1;
  }
  return {
    figures: { queries: judged, tenders: documents.length, ndcgAt10: sum / judged, withoutResult: empty },
    goals: [
      { figure: 'queries', atLeast: 150 },
      { figure: 'ndcgAt10', atLeast: 0.85 },
      { figure: 'withoutResult', atMost: 0 },
    ],
  };
};

interface Document {
  readonly id: string;
  readonly text: string;
}

const documentsQuery = `select id, concat_ws(E'\\n', ocid, reference, title, description, buyer_name, province) as text
  from tenders.tender`;

async function fill({ say }: BenchContext, url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const folder = mkdtempSync(join(tmpdir(), 'hub-relevance-'));
  const signal = new AbortController().signal;
  try {
    const demo = join(folder, 'demo.json');
    writeFileSync(demo, JSON.stringify(demoReleases(now)));
    await importReleases({ target: demo, pool, source: null, signal });
    if (existsSync(ocdsFolder)) await importReleases({ target: ocdsFolder, pool, source: null, signal });
    else say('There is no ../shared/data/ocds beside this checkout: only the demo is searched, which proves little.');
  } finally {
    await pool.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function find(hub: HubDatabase, search: string): Promise<string[]> {
  const page = await searchTenders({ search, first: depth }, searchScope(hub, { actor: anonymous, now })).page();
  return page.edges.map(({ tenderId }) => tenderId);
}

function gainOf([, right, useful]: Label, text: string): number {
  if (right.test(text)) return 7;
  return useful?.test(text) === true ? 1 : 0;
}

function discounted(gains: readonly number[]): number {
  return gains.slice(0, depth).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
