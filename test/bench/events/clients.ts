import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { urlOfRole } from '@hub/runtime/database';
import pg from 'pg';
import type { BenchDatabase } from '../database.js';

/** What one transaction does beside changing a row. */
export interface Load {
  readonly seconds: number;
  readonly eventsOfTransaction: number;
  /** Transactions a second, of all clients together. Default: as many as they can. */
  readonly pace?: number;
}

const clients = 16;
const teams = 50;
/** As long as those of the page of the design: 270 bytes. */
const body = JSON.stringify({ changes: [{ field: 'notes', before: 'x'.repeat(100), after: 'y'.repeat(100) }] });

/** Sixteen connections of a service; each transaction is one message, as short as a mutation can be. */
export async function openClients({ url, rolePasswords }: BenchDatabase) {
  const own = urlOfRole(url, 'svc_workspace', rolePasswords.svc_workspace);
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: own });
      await client.connect();
      return client;
    }),
  );
  const teamIds = Array.from({ length: teams }, () => randomUUID());

  return {
    /** Writes for so long; answers transactions a second. */
    async write({ seconds, eventsOfTransaction, pace }: Load): Promise<number> {
      const events = eventsText(eventsOfTransaction);
      const startedAt = performance.now();
      const endsAt = startedAt + seconds * 1_000;
      let transactions = 0;
      const lane = async (client: pg.Client, index: number): Promise<void> => {
        for (let turn = 0; performance.now() < endsAt; turn += 1) {
          if (pace !== undefined) {
            const dueAt = startedAt + ((turn * clients + index) * 1_000) / pace;
            await pause(Math.max(0, dueAt - performance.now()));
          }
          const team = teamIds[(turn * clients + index) % teams];
          await client.query(
            `begin; select set_config('app.team_id', '${team}', true); update workspace.bench_row set turn = ${turn} where id = ${index}; ${events} commit`,
          );
          transactions += 1;
        }
      };
      await Promise.all(connections.map(lane));
      return transactions / ((performance.now() - startedAt) / 1_000);
    },
    async close(): Promise<void> {
      await Promise.all(connections.map((client) => client.end()));
    },
  };
}

function eventsText(count: number): string {
  if (count === 0) return '';
  const event = { type: 'workspace.bench_changed', subjectId: randomUUID(), body: JSON.parse(body) };
  return `select events.append_many('${JSON.stringify(Array.from({ length: count }, () => event))}');`;
}
