import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '@hub/tenders/ocds';
import { ocdsJudges } from '../publishing/ocds-schemas.js';
import { publishingKit, type PublishingKit } from '../publishing/publishing-kit.js';
import type { TestUser } from '../../kit/people.js';

/** What became of mutated releases behind the HTTP edge of the gateway. */
export interface EdgeResult {
  readonly sent: number;
  readonly requests: number;
  /** Answers of 500 and above, and errors in answers of GraphQL. */
  readonly faults: readonly string[];
  /** Compiled releases in the file of the export. */
  readonly exported: number;
  /** What the official schema says against the lines of the export and against packages. */
  readonly invalid: readonly string[];
}

const publicUrl = 'https://hub.example.org';
const perFile = 500;

/** The most that an export of this kind may hold is more than is ever sent here. */
const exportOf = (format: string) => ({
  query: `mutation ($input: RequestExportInput!) { requestExport(input: $input) {
    __typename ... on RequestExportSuccess { export { id } } ... on UserError { message } } }`,
  variables: { input: { format, filter: { published: { from: '1990-01-01T00:00:00Z' } } } },
});

interface Edge {
  readonly kit: PublishingKit;
  readonly clerk: TestUser;
  readonly faults: string[];
  requests: number;
}

/** Sends mutated releases through import, the export job and the HTTP edge of the gateway. */
export async function fuzzEdge(releases: readonly JsonObject[], query: string): Promise<EdgeResult> {
  const kit = await publishingKit({ env: { PUBLIC_URL: publicUrl } });
  try {
    const clerk = await (await kit.team({ plan: 'PRO' })).user();
    for (let from = 0; from < releases.length; from += perFile) await kit.feed(releases.slice(from, from + perFile));
    const edge: Edge = { kit, clerk, faults: [], requests: 0 };
    const ocids = await readPages(edge, query);
    const invalid = await readPackages(edge, ocids);
    const lines = await exported(edge, 'OCDS_JSONL');
    await exported(edge, 'CSV');
    const { release: judge } = ocdsJudges();
    for (const line of lines) {
      const compiled: { ocid: string } = JSON.parse(line);
      invalid.push(...judge(compiled).map((problem) => `export ${compiled.ocid} ${problem}`));
    }
    return { sent: releases.length, requests: edge.requests, faults: edge.faults, exported: lines.length, invalid };
  } finally {
    await kit.close();
  }
}

async function ask(edge: Edge, body: object): Promise<Record<string, never> | null> {
  const { kit, clerk } = edge;
  const response = await kit.gateway.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${clerk.accessToken}`, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  const { data = null, errors } = response.json();
  if (response.statusCode >= 500 || errors !== undefined)
    edge.faults.push(`${response.statusCode} ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}

/** Reads every tender with every field; answers their ocids. */
async function readPages(edge: Edge, query: string): Promise<string[]> {
  const ocids: string[] = [];
  let after: string | null = null;
  for (;;) {
    edge.requests += 1;
    const data = await ask(edge, { query, variables: { after } });
    if (data === null) return ocids;
    const { tenders } = JSON.parse(JSON.stringify(data));
    if (tenders === null) return ocids;
    for (const { node } of tenders.edges) ocids.push(node.ocid);
    if (!tenders.pageInfo.hasNextPage) return ocids;
    after = tenders.pageInfo.endCursor;
  }
}

const packagesMax = 100;

async function readPackages(edge: Edge, ocids: readonly string[]): Promise<string[]> {
  const judges = ocdsJudges();
  const invalid: string[] = [];
  for (const ocid of ocids.slice(0, packagesMax)) {
    for (const [kind, judge] of [
      ['releases', judges.releasePackage],
      ['records', judges.recordPackage],
    ] as const) {
      edge.requests += 1;
      const answer = await edge.kit.get(`/ocds/${kind}/${encodeURIComponent(ocid)}`, { as: edge.clerk });
      if (answer.status === 200) invalid.push(...judge(answer.json()).map((problem) => `${kind} ${ocid} ${problem}`));
      else edge.faults.push(`${answer.status} /ocds/${kind}/${ocid}`);
    }
  }
  return invalid;
}

/** The lines of an export of everything. */
async function exported(edge: Edge, format: string): Promise<string[]> {
  edge.requests += 2;
  const data = await ask(edge, exportOf(format));
  const requested = JSON.parse(JSON.stringify(data)).requestExport;
  if (requested.export === undefined) {
    edge.faults.push(`${format} ${JSON.stringify(requested)}`);
    return [];
  }
  await edge.kit.runJobs();
  const found = await ask(edge, {
    query: 'query ($id: ID!) { tenderExport(id: $id) { status failure rowCount downloadUrl } }',
    variables: { id: requested.export.id },
  });
  const { status, failure, downloadUrl } = JSON.parse(JSON.stringify(found)).tenderExport;
  const answer = await edge.kit.get((downloadUrl ?? '/none').slice(publicUrl.length));
  if (status !== 'DONE' || answer.status !== 200) {
    edge.faults.push(`${format} ${status} ${failure} ${answer.status}`);
    return [];
  }
  const bytes = format === 'OCDS_JSONL' ? gunzipSync(answer.bytes) : answer.bytes;
  return bytes.toString().trimEnd().split('\n');
}
