import type pg from 'pg';

/** What was written to the write-ahead log since a position. */
export interface LogWritten {
  readonly bytes: number;
  /** Of these, images of whole pages; 0 where the extension pg_walinspect is not there to tell. */
  readonly imageBytes: number;
}

/** Makes a checkpoint and answers where the log ends then. */
export async function logPosition(owner: pg.Pool): Promise<string> {
  await owner.query('checkpoint');
  const { rows } = await owner.query<{ position: string }>('select pg_current_wal_insert_lsn()::text as position');
  return rows[0]?.position ?? '';
}

/** Counts what was written since a position, by whomever. */
export async function logWritten(owner: pg.Pool, start: string): Promise<LogWritten> {
  const { rows } = await owner.query<{ bytes: number; end: string }>(
    `select (pg_current_wal_insert_lsn() - $1::pg_lsn)::float8 as bytes, pg_current_wal_insert_lsn()::text as end`,
    [start],
  );
  const [{ bytes, end } = { bytes: Number.NaN, end: '' }] = rows;
  return { bytes, imageBytes: await imageBytesOf(owner, start, end) };
}

async function imageBytesOf(owner: pg.Pool, start: string, end: string): Promise<number> {
  const { rowCount } = await owner.query(`select from pg_available_extensions where name = 'pg_walinspect'`);
  if (rowCount === 0) return 0;
  await owner.query('create extension if not exists pg_walinspect');
  // Only what has reached the disk can be read back.
  await owner.query('select pg_switch_wal()');
  const { rows } = await owner.query<{ bytes: number }>(
    'select sum(fpi_size)::float8 as bytes from pg_get_wal_stats($1, $2)',
    [start, end],
  );
  return rows[0]?.bytes ?? 0;
}
