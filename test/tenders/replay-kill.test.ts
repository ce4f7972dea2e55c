import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replayQuarantine } from '@hub/tenders/quarantine';
import { importKit, notice, type ImportKit } from './import-kit.js';
import { testWeb } from './web-kit.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Two batches of releases that pass now, one that does not, and a package whose releases are written by themselves.
async function fill(kit: ImportKit): Promise<void> {
  const releases = [
    ...Array.from({ length: 250 }, (_, index) => notice(index)),
    { ocid: 'ocds-9t57fa-9999', id: 'undated' },
    { releases: [notice(1_000), notice(1_001)] },
  ];
  await kit.database.sql(
    `insert into tenders.quarantined_release (source_id, reason, detail, origin, content_hash, raw)
     select (select id from tenders.source where name = 'za-etenders'), 'TOO_DEEP', 'It was refused.', 'old.json', sha256(raw), raw
     from (select convert_to(text, 'UTF8') as raw from unnest($1::text[]) with ordinality as t (text, place) order by place) rows`,
    [releases.map((release) => JSON.stringify(release))],
  );
}

async function replayed(kit: ImportKit): Promise<void> {
  const way = testWeb({ pool: kit.pool });
  const { signal } = new AbortController();
  await replayQuarantine({ pool: kit.pool, web: way.web, source: null, reason: null, signal });
  await way.close();
}

/** Checksums of everything, and which rows are resolved. */
async function stateOf(kit: ImportKit): Promise<unknown> {
  const resolved = await kit.database.sql(
    `select encode(content_hash, 'hex') as hash, resolved_at is not null as resolved from tenders.quarantined_release order by 1`,
  );
  return [await kit.checksums(), resolved];
}

let clean: ImportKit;
let expected: unknown;
beforeAll(async () => {
  clean = await importKit();
  await fill(clean);
  await replayed(clean);
  expected = await stateOf(clean);
});
afterAll(() => clean.close());

describe('a replay whose process is killed', () => {
  test.each([3, 8, 12, 16, 20, 24])(
    'with statement %i and then run again ends with the same tables as a clean one',
    async (statement) => {
      const kit = await importKit();
      try {
        await fill(kit);
        expect(await killedAt(statement, kit)).toBe('SIGKILL');
        // No row says that it is resolved whose release is not there.
        const [row] = await kit.database.sql(
          `select (select count(*)::int from tenders.quarantined_release where resolved_at is not null) as resolved,
             (select count(*)::int from tenders.release) as releases`,
        );
        expect(row?.['releases']).toBe(row?.['resolved']);
        await replayed(kit);
        expect(await stateOf(kit)).toEqual(expected);
      } finally {
        await kit.close();
      }
    },
  );
});

async function killedAt(statement: number, kit: ImportKit): Promise<string | null> {
  const script = fileURLToPath(new URL('./replay-child.ts', import.meta.url));
  const args = ['--import', 'tsx', script, kit.database.urlOf('svc_importer'), String(statement)];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore', env });
  const [, signal] = await once(child, 'exit');
  return typeof signal === 'string' ? signal : null;
}
