import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unpackRelease } from '@hub/tenders/ocds';
import type { TestUser } from '../../kit/people.js';
import { describeWithData, ocdsFolder } from '../shared-data.js';
import { ocdsJudges } from './ocds-schemas.js';
import { publishingKit, settled, type PublishingKit } from './publishing-kit.js';

const publicUrl = 'https://hub.example.org';

interface ReleasePackage {
  readonly releases: { readonly ocid: string }[];
  readonly links?: { readonly next: string };
}

describeWithData('releases of real publishers, served as OCDS', () => {
  const judges = ocdsJudges();
  let kit: PublishingKit;
  let reader: TestUser;
  let ocids: string[];
  beforeAll(async () => {
    kit = await publishingKit({ env: { PUBLIC_URL: publicUrl } });
    reader = await (await kit.team()).user();
    await kit.importFrom(ocdsFolder);
    await settled(kit.database);
    const rows = await kit.database.sql<{ ocid: string }>(
      'select ocid from tenders.tender t join tenders.change c on c.number = t.changed_in order by c.place, t.id',
    );
    ocids = rows.map(({ ocid }) => ocid);
  });
  afterAll(() => kit.close());

  test('are valid release packages, page after page, with every tender once', async () => {
    const seen: string[] = [];
    const wrong: unknown[] = [];
    let next: string | undefined = '/ocds/releases';
    while (next !== undefined) {
      const { status, text } = await kit.get(next, { as: reader });
      expect(status).toBe(200);
      const page = JSON.parse(text) as ReleasePackage;
      wrong.push(...judges.releasePackage(page));
      seen.push(...page.releases.map(({ ocid }) => ocid));
      next = page.links?.next.slice(publicUrl.length);
    }
    expect(wrong).toEqual([]);
    expect(seen).toEqual(ocids);
  });

  test('are valid record packages with all releases of a process', async () => {
    const wrong: unknown[] = [];
    for (const ocid of ocids) {
      const { status, text } = await kit.get(`/ocds/records/${encodeURIComponent(ocid)}`, { as: reader });
      if (status !== 200) wrong.push([ocid, status]);
      wrong.push(...judges.recordPackage(JSON.parse(text)).map((problem) => [ocid, problem]));
    }
    expect(wrong).toEqual([]);
  });

  test('are valid line by line in an export, which counts what was repaired', async () => {
    const { data } = await kit.ask(
      'mutation { requestExport(input: { format: OCDS_JSONL }) { ... on RequestExportSuccess { export { id } } } }',
      { as: reader },
    );
    await kit.runJobs();
    const { export: queued } = data?.['requestExport'] as { export: { id: string } };
    const { data: answer } = await kit.ask(
      'query ($id: ID!) { tenderExport(id: $id) { status rowCount downloadUrl repairs { kind repairCount } } }',
      { variables: queued, as: reader },
    );
    const found = answer?.['tenderExport'] as { downloadUrl: string; repairs: { kind: string; repairCount: number }[] };
    expect(found).toMatchObject({ status: 'DONE', rowCount: ocids.length });
    // Publishers forget ids of documents and items, and put blanks and accents into addresses.
    expect(Object.fromEntries(found.repairs.map(({ kind, repairCount }) => [kind, repairCount]))).toEqual({
      DATE_REWRITTEN: 37,
      CODE_RESPELLED: 1,
      CODE_LEFT_OUT: 3,
      ID_AS_TEXT: 118,
      ID_ADDED: 420,
      TYPE_CONVERTED: 1,
      ADDRESS_ENCODED: 471,
      EMPTY_LEFT_OUT: 390,
      DUPLICATE_LEFT_OUT: 17,
      INITIATION_ADDED: 1,
    });
    const { bytes } = await kit.get(found.downloadUrl.slice(publicUrl.length));
    const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
    const releases = lines.map((line) => JSON.parse(line) as { ocid: string });
    expect(releases.flatMap((release) => judges.release(release))).toEqual([]);
    expect(releases.map(({ ocid }) => ocid).toSorted()).toEqual(ocids.toSorted());
  });

  test('were not all valid as published: the judge is awake', async () => {
    const rows = await kit.database.sql<{ raw: Buffer }>('select raw from tenders.release where is_current');
    const invalid = rows.filter(({ raw }) => judges.release(JSON.parse(unpackRelease(raw).toString())).length > 0);
    expect([rows.length, invalid.length]).toEqual([731, expect.any(Number)]);
    expect(invalid.length).toBeGreaterThan(300);
  });
});
