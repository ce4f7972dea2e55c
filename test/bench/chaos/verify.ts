import type pg from 'pg';
import { onServer } from '../database.js';
import type { Breach, Ledger, LedgerKind, Write } from './ledger.js';
import type { Person } from './people.js';

/** What the database says about the ledger. */
export interface Verdict {
  readonly breaches: readonly Breach[];
  /** Exports that were acknowledged and have no file. */
  readonly exportsWithoutFile: number;
  /** Releases that were said to be imported and have no tender, or more than one. */
  readonly releasesWrong: number;
  /** Rows of polled sources that a team does not have, or has twice. */
  readonly polledRowsWrong: number;
}

/** What has to be there beside the writes of the ledger. */
export interface Expected {
  readonly ledger: Ledger;
  readonly people: readonly Person[];
  readonly imported: ReadonlySet<string>;
  /** For each team. */
  readonly polledRows: number;
}

/** Where the marks of each kind of write stand. */
const marksOf: Readonly<Record<Exclude<LedgerKind, 'savedSearchRemoval'>, string>> = {
  entry: `select notes as mark from workspace.entry where notes like 'chaos entry %'`,
  savedSearch: `select name as mark from tenders.saved_search where name like 'chaos search %'`,
  export: `select query ->> 'search' as mark from tenders.export`,
};

/** Compares what clients were told with what is in the database. */
export async function verify(url: string, { ledger, people, imported, polledRows }: Expected): Promise<Verdict> {
  return onServer(url, async (client) => ({
    breaches: [
      ...ledger.breaches,
      ...compare(ledger.writes, 'entry', await marks(client, 'entry')),
      ...compare(withoutRemoved(ledger.writes), 'savedSearch', await marks(client, 'savedSearch')),
      ...compare(ledger.writes, 'export', await marks(client, 'export')),
      ...(await lastChanges(client, people)),
    ],
    exportsWithoutFile: await count(client, `select count(*) from tenders.export where status <> 'DONE'`),
    releasesWrong: await wrongReleases(client, imported),
    polledRowsWrong: await wrongRows(client, polledRows),
  }));
}

async function marks(client: pg.Client, kind: keyof typeof marksOf): Promise<Map<string, number>> {
  const { rows } = await client.query<{ mark: string }>(marksOf[kind]);
  const found = new Map<string, number>();
  for (const { mark } of rows) found.set(mark, (found.get(mark) ?? 0) + 1);
  return found;
}

function compare(writes: readonly Write[], kind: LedgerKind, found: ReadonlyMap<string, number>): Breach[] {
  return writes
    .filter((write) => write.kind === kind)
    .flatMap(({ mark, told, code, atMs }): Breach[] => {
      const rows = found.get(mark) ?? 0;
      const text = `"${mark}" was ${told} (${code ?? 'acknowledged'}) and is there ${rows} times.`;
      if (rows > 1) return [{ kind: 'doubled', atMs, text }];
      if (told === 'made' && rows === 0) return [{ kind: 'lost', atMs, text }];
      return told === 'refused' && rows === 1 ? [{ kind: 'ghost', atMs, text }] : [];
    });
}

/** A search that was saved and whose removal was acknowledged has to be gone; one whose removal is unknown may be. */
function withoutRemoved(writes: readonly Write[]): Write[] {
  const removals = new Map(
    writes.filter(({ kind }) => kind === 'savedSearchRemoval').map((write) => [write.mark, write]),
  );
  return writes.flatMap((write): Write[] => {
    const removal = write.kind === 'savedSearch' ? removals.get(write.mark) : undefined;
    if (removal === undefined || removal.told === 'refused') return [write];
    return removal.told === 'made' ? [{ ...write, told: 'refused', code: 'removed', atMs: removal.atMs }] : [];
  });
}

async function lastChanges(client: pg.Client, people: readonly Person[]): Promise<Breach[]> {
  const { rows } = await client.query<{ notes: string; version: number }>(
    `select notes, version from workspace.entry where notes like 'changed %'`,
  );
  const found = new Map(rows.map(({ notes, version }) => [notes, version]));
  return people.flatMap(({ email, entry }): Breach[] => {
    if (entry === null || !entry.notes.startsWith('changed ') || found.get(entry.notes) === entry.version) return [];
    return [{ kind: 'lost', atMs: 0, text: `The last change of ${email} ("${entry.notes}") is not there.` }];
  });
}

async function wrongReleases(client: pg.Client, imported: ReadonlySet<string>): Promise<number> {
  const { rows } = await client.query<{ ocid: string; rows: string }>(
    'select ocid, count(*)::text as rows from tenders.tender where ocid = any ($1::text[]) group by ocid',
    [[...imported]],
  );
  return imported.size - rows.filter((row) => row.rows === '1').length;
}

async function wrongRows(client: pg.Client, rowsOfTeam: number): Promise<number> {
  const { rows } = await client.query<{ missing: string; doubled: string }>(
    `select ($1::int * (select count(*) from tenders.team_source) - count(distinct (team_id, external_id))
        filter (where substr(external_id, 5)::int < $1::int))::text as missing,
      (count(*) - count(distinct (team_id, external_id)))::text as doubled
    from tenders.team_tender where external_id like 'row-%'`,
    [rowsOfTeam],
  );
  return Number(rows[0]?.missing) + Number(rows[0]?.doubled);
}

async function count(client: pg.Client, statement: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(statement);
  return Number(rows[0]?.count ?? 0);
}
