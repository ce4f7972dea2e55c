import { globSync } from 'node:fs';
import { objectsIn, type JsonObject } from '@hub/tenders/ocds';
import { ocdsFolder, readObject } from '../shared-files.js';
import { ocdsJudges } from '../publishing/ocds-schemas.js';
import { truthKit } from '../truth/truth-kit.js';
import { fuzzEdge, type EdgeResult } from './fuzz-edge.js';
import { mutateRelease } from './mutate-release.js';

/** What became of mutated releases. */
export interface FuzzResult {
  readonly sent: number;
  readonly imported: number;
  /** Reasons why the others were set aside. */
  readonly setAside: Readonly<Record<string, number>>;
  /** Why the database refused what the product had taken. */
  readonly refusals: readonly string[];
  readonly tendersRead: number;
  /** Errors that a query was answered with, or that were masked in it. */
  readonly errors: readonly unknown[];
  /** What the official schema says against compiled releases. */
  readonly invalid: readonly string[];
  /** A sample of them, behind the HTTP edge of the gateway and in exports. */
  readonly edge: EdgeResult;
}

const perFile = 500;
// The whole product is slower than its importer.
const sampleShare = 5;
const sampleMax = 1_000;
const part = 'edges { node { key } }';
const everything = `query ($after: String) { tenders(first: 50, after: $after) { pageInfo { hasNextPage endCursor } edges { node {
  ocid title description reference status statusReason noticeKind publisherStatus province category method buyer { name }
  value { amount currency } valueStatement publishedAt opensAt closingAt closingAsPublished closingStatement enquiriesUntil
  url deliveryLocation specialConditions releaseCount version briefingSessions { heldAt venue }
  documents(first: 100) { nodes { key scope title filename url format publishedAt } } awards { key status value { amount } suppliers { name } }
  lots { ${part} } items { ${part} } contracts { ${part} } history { edges { node { impact changes { path before after } } } }
  asOf(at: "2026-03-15T10:00:00Z") { status title } compiledRelease
} } } }`;

/** Releases of real publishers, as they published them. */
function realReleases(): JsonObject[] {
  const files = globSync('{sample-data-2018,za-etenders}/**/*.json', { cwd: ocdsFolder }).toSorted();
  return files.flatMap((file) => {
    try {
      return objectsIn(readObject(file)['releases']).slice(0, 40);
    } catch {
      return [];
    }
  });
}

/** Sends mutated releases of real publishers through import, query and export; each must be imported or set aside. */
export async function fuzzTenders(count: number, say: (line: string) => void = () => undefined): Promise<FuzzResult> {
  const real = realReleases();
  const imported = await fuzzImport(count, real, say);
  const sample = Array.from({ length: Math.min(sampleMax, Math.ceil(count / sampleShare)) }, (_, index) => {
    const seed = index * sampleShare;
    return mutateRelease(real[seed % real.length] ?? {}, seed);
  });
  const edge = await fuzzEdge(sample, everything.replace('first: 50', 'first: 5'));
  say(`${edge.sent} releases sent through the gateway: ${edge.requests} requests, ${edge.exported} exported`);
  return { ...imported, edge };
}

async function fuzzImport(
  count: number,
  real: readonly JsonObject[],
  say: (line: string) => void,
): Promise<Omit<FuzzResult, 'edge'>> {
  const kit = await truthKit();
  try {
    for (let from = 0; from < count; from += perFile) {
      const seeds = Array.from({ length: Math.min(perFile, count - from) }, (_, index) => from + index);
      await kit.feed(...seeds.map((seed) => mutateRelease(real[seed % real.length] ?? {}, seed)));
      say(`${from + seeds.length} releases sent`);
    }
    const [row] = await kit.database.sql<{ imported: number }>('select count(*)::int as imported from tenders.release');
    const reasons = await kit.database.sql<{ reason: string; count: number }>(
      'select reason, count(*)::int as count from tenders.quarantined_release group by reason order by reason',
    );
    const refused = await kit.database.sql<{ refusal: string }>(
      `select concat_ws(' ', ocid, detail) as refusal from tenders.quarantined_release where reason = 'REFUSED_BY_DATABASE'`,
    );
    const read = await readAll(kit);
    return {
      ...{ sent: count, imported: row?.imported ?? 0, ...read },
      refusals: refused.map(({ refusal }) => refusal),
      setAside: Object.fromEntries(reasons.map(({ reason, count: found }) => [reason, found])),
    };
  } finally {
    await kit.close();
  }
}

async function readAll(kit: Awaited<ReturnType<typeof truthKit>>) {
  const { release: judge } = ocdsJudges();
  const [errors, invalid]: [unknown[], string[]] = [[], []];
  let [tendersRead, after]: [number, string | null] = [0, null];
  for (;;) {
    const answer = await kit.ask(everything, { as: kit.clerk.actor, variables: { after } });
    if (answer.errors !== undefined) errors.push(...answer.errors);
    const { tenders } = JSON.parse(JSON.stringify(answer.data ?? { tenders: null }));
    if (tenders === null) break;
    for (const { node } of tenders.edges) {
      tendersRead += 1;
      invalid.push(...judge(node.compiledRelease).map((problem) => `${node.ocid} ${problem}`));
    }
    if (!tenders.pageInfo.hasNextPage) break;
    after = tenders.pageInfo.endCursor;
  }
  return { tendersRead, errors: [...errors, ...kit.masked], invalid };
}
