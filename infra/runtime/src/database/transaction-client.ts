import pg, { type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import { HubError } from '../errors/errors.js';
import { withListsAsArrays } from './list-parameters.js';
import { openingOf, readsStanding, type Reach } from './reach.js';
import { withStatementSpan } from './statement-span.js';
import { checkClaims } from './writes/claims.js';
import { commitMessage, type WriteReceipt } from './writes/write-receipt.js';

/**
 * A connection for one interactive transaction: its `BEGIN` opens the transaction with its reach, and its `COMMIT`
 * leaves a receipt. A statement that only records an event is sent and not waited for: the next one, or the commit, tells
 * what became of it. All others pass unchanged.
 */
export function transactionClient(client: PoolClient, reach: Reach): PoolClient {
  // Made here, so that a reach that cannot be written down is refused before anything is sent.
  const opening = openingOf(reach);
  const plain = client.query.bind(client);
  const recording = sentAhead();
  let isOpen = false;
  return Object.assign(client, {
    async query(statement: string | QueryConfig): Promise<QueryResult> {
      const text = typeof statement === 'string' ? statement : statement.text;
      if (!isOpen) {
        if (text !== 'BEGIN') {
          throw new HubError('TENANT_CONTEXT_MISSING', 'A transaction must begin before its first statement.');
        }
        isOpen = true;
        const answers: unknown = await withStatementSpan('BEGIN', () => plain(opening));
        if (readsStanding(reach))
          checkClaims(reach.claims, Array.isArray(answers) ? answers.at(-1) : answers, new Date());
        return noRows('BEGIN');
      }
      const { receipt } = reach;
      if (text !== 'COMMIT' || receipt === null) {
        const sent = typeof statement === 'string' ? statement : withListsAsArrays(statement);
        const answer = withStatementSpan(statement, () => plain(sent));
        if (!recordsEvent.test(text)) return recording.failingFirst(answer);
        recording.add(answer);
        return { ...noRows('SELECT'), rowCount: 1 };
      }
      await withStatementSpan('COMMIT', () => recording.failingFirst(commit(plain, receipt)));
      return noRows('COMMIT');
    },
  });
}

const recordsEvent = /^select events\.append(?:_many)?\(/u;

/** Statements that are on their way, and what the first of them failed with. */
function sentAhead() {
  let failure: { readonly error: unknown } | null = null;
  return {
    add(answer: Promise<unknown>): void {
      answer.catch((error: unknown) => (failure ??= { error }));
    },
    /** What comes after a statement that failed fails for that reason alone, and says so less well. Answers come in order. */
    async failingFirst<T>(answer: Promise<T>): Promise<T> {
      try {
        return await answer;
      } catch (error) {
        throw failure !== null && isRefusal(failure.error) ? failure.error : error;
      }
    },
  };
}

/** True for an answer of the server, which tells that the transaction cannot commit. */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
}

/** Takes back what {@link transactionClient} changed; the pool does it when the connection is given back. */
export function plainClient(client: PoolClient): void {
  Reflect.deleteProperty(client, 'query');
}

/**
 * Commits, and notes whether the server answered. An answer that says no is an answer: the transaction is rolled back,
 * also when a statement in it had failed and somebody passed over that. A server that is closing down may have
 * committed before it says so.
 */
async function commit(send: (text: string) => Promise<unknown>, receipt: WriteReceipt): Promise<void> {
  receipt.commit = 'sent';
  try {
    await send(commitMessage(receipt));
    receipt.commit = 'answered';
  } catch (error) {
    if (isRefusal(error)) {
      receipt.commit = 'answered';
      await send('rollback').catch(() => undefined);
    }
    throw error;
  }
}

function noRows(command: string): QueryResult {
  return { command, rowCount: 0, oid: 0, fields: [], rows: [] };
}
