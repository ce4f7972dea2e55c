import { randomUUID } from 'node:crypto';
import type { ServiceRole } from '@hub/prisma/roles';
import pg from 'pg';
import { testDatabase } from '../kit/database.js';

/** A stream of a test's own, and connections to write to it and to seal it. */
export async function openStream() {
  const database = await testDatabase();
  const clients: pg.Client[] = [];
  const connect = async (role: ServiceRole): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: database.urlOf(role) });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  const writer = await connect('svc_workspace');
  const worker = await connect('svc_worker');
  const seal = async (max = 2_000, from = 0): Promise<number> => {
    const { rows } = await worker.query<{ sealed: number }>('select sealed from events.seal($1, $2)', [max, from]);
    return rows[0]?.sealed ?? 0;
  };
  const functions = await Promise.all(
    ['events.seal(integer, bigint)', 'events.archivable()'].map(async (name) => {
      const [row] = await database.sql<{ text: string }>('select pg_get_functiondef($1::regprocedure) as text', [name]);
      return row?.text ?? '';
    }),
  );
  return {
    database,
    writer,
    worker,
    connect,
    seal,
    /** Sets the clock that sealing and archiving go by. */
    async setClock(instant: Date): Promise<void> {
      for (const text of functions.map((one) =>
        one.replaceAll('clock_timestamp()', `'${instant.toISOString()}'::timestamptz`),
      ))
        await database.sql(text);
    },
    /** Until some connection to this database waits for a lock. */
    async waitsForLock(): Promise<void> {
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await database.sql(waiting)).length === 0);
    },
    /** Opens a transaction of a team. */
    begin: async (client: pg.Client, teamId: string): Promise<void> => {
      await client.query('begin');
      await client.query(`select set_config('app.team_id', $1, true)`, [teamId]);
    },
    /** Records notes of a team, each in a transaction of its own. */
    async note(teamId: string, ...notes: string[]): Promise<void> {
      for (const text of notes) {
        await this.begin(writer, teamId);
        await append(writer, text);
        await writer.query('commit');
      }
    },
    /** What was sealed, in the order of positions. */
    sealed: () =>
      database.sql<{ position: number; sequence: number; note: string | null }>(
        `select position::int, sequence::int, body ->> 'note' as note from events.event order by position`,
      ),
    /** What is wrong with the chain of a team. */
    async problems(teamId: string): Promise<string[]> {
      const { rows } = await worker.query<{ found: string }>(
        `select sequence || ' ' || problem as found from events.verify($1)`,
        [teamId],
      );
      return rows.map(({ found }) => found);
    },
    async close() {
      await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
      await database.drop();
    },
  };
}

export type TestStream = Awaited<ReturnType<typeof openStream>>;

/** Records a note in the transaction that a connection of workspace has open. */
export async function append(client: pg.Client, note: string, persons: readonly string[] = []): Promise<void> {
  await client.query(`select events.append('workspace.noted', null, jsonb_build_object('note', $1::text), $2)`, [
    note,
    persons,
  ]);
}

export const newTeam = (): string => randomUUID();
