import type { ClientBase, Connection, Submittable } from 'pg';
import {
  byteWriter,
  reserve,
  setInt32,
  writeBuffer,
  writeByte,
  writeInt16,
  writeInt32,
  type ByteWriter,
} from './byte-writer.js';
import { valueWriter, type CopyType } from './copy-values.js';
import { snakeCase } from './bulk-insert.js';

/** Columns to copy: property of the row object to the type of its column. */
export type CopyColumns = Readonly<Record<string, CopyType>>;

/** Rows for one table of the schema tenders. */
export interface TableRows {
  readonly table: string;
  readonly columns: CopyColumns;
  /** Taken once, one after the other: a generator keeps no row longer than it takes to write it. */
  readonly rows: Iterable<Readonly<Record<string, unknown>>>;
}

/**
 * Copies rows into tables, in the order given, all in one message: the database works through it without waiting for us,
 * which matters because this process is busy reading the next releases meanwhile. The rows travel in binary form, which
 * costs the database a fraction of what JSON or text would.
 *
 * @throws DatabaseError of the first row that is refused; nothing of the message counts then, if the transaction is
 *   rolled back.
 */
export async function copyRows(client: ClientBase, tables: readonly TableRows[]): Promise<void> {
  const statements: string[] = [];
  const writer = byteWriter(messageBytes);
  for (const { table, columns, rows } of tables) {
    if (!encodeRows(writer, columns, rows)) continue;
    const names = Object.keys(columns).map(snakeCase).join(', ');
    statements.push(`copy tenders.${table} (${names}) from stdin (format binary)`);
  }
  if (statements.length > 0) await send(client, statements.join('; '), writer.bytes.subarray(0, writer.length));
}

const messageBytes = 1 << 20;
const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const copyData = 'd'.charCodeAt(0);
const copyDone = 'c'.charCodeAt(0);

// Writes the rows as messages of the COPY protocol: their data and an end. Without rows it writes nothing.
function encodeRows(writer: ByteWriter, columns: CopyColumns, rows: TableRows['rows']): boolean {
  const at = reserve(writer, 5);
  writer.bytes[at] = copyData;
  writeBuffer(writer, signature);
  // No flags, and no extension of the header.
  writeInt32(writer, 0);
  writeInt32(writer, 0);
  const cells = Object.entries(columns).map(([name, type]) => ({ name, write: valueWriter(type) }));
  let count = 0;
  for (const row of rows) {
    writeInt16(writer, cells.length);
    for (const { name, write } of cells) write(writer, row[name]);
    count += 1;
  }
  if (count === 0) {
    writer.length = at;
    return false;
  }
  writeInt16(writer, -1);
  setInt32(writer, at + 1, writer.length - at - 1);
  writeByte(writer, copyDone);
  writeInt32(writer, 4);
  return true;
}

// The data follow the statement at once. Were it refused, the database would pass over them, as the protocol says.
function send(client: ClientBase, text: string, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const message: Submittable & Record<string, unknown> = {
      submit(connection: Connection) {
        connection.stream.cork();
        connection.query(text);
        connection.stream.write(data);
        connection.stream.uncork();
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(),
      handleCommandComplete: nothing,
      handleCopyInResponse: nothing,
    };
    client.query(message);
  });
}

function nothing(): void {}
