import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of the folder, as the runner needs it. */
export interface MigrationFile {
  /** File name without its ending: what the database remembers it by. */
  readonly name: string;
  /** Of the statements that it runs: comments may be improved later, statements may not. */
  readonly checksum: string;
  /** What it runs, in order. A file inside a transaction is one text. */
  readonly up: readonly string[];
  readonly down: string | null;
  /** Outside a transaction each statement commits for itself, so it can build an index without locking its table. */
  readonly isOutsideTransaction: boolean;
  /** Runs as hub_migrator, whom row-level security does not bind: a backfill sees the rows of every team. */
  readonly isBackfill: boolean;
  /** Takes away what a release before the last one used: no process of that one may be left. */
  readonly isContraction: boolean;
}

/** Where the migrations of this release are. */
export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** The migrations of a folder in order. */
export function readMigrationFiles(folder: string): MigrationFile[] {
  return filesIn(folder).map((file) => readMigrationFile(join(folder, file)));
}

/** Name of the newest migration: a service needs a database that has it. */
export function newestMigration(): string {
  return basename(filesIn(migrationsFolder).at(-1) ?? '', '.sql');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted();
}

/** Reads one file: its two sections, and the marks of its header. */
export function readMigrationFile(path: string): MigrationFile {
  const [up = '', down] = readFileSync(path, 'utf8').split(/^-- Down Migration$/mu);
  const isBackfill = /^-- Backfill$/mu.test(up);
  const isOutsideTransaction = isBackfill || /^-- Outside a transaction$/mu.test(up);
  return {
    name: basename(path, '.sql'),
    checksum: createHash('sha256').update(withoutComments(up)).digest('hex'),
    up: isOutsideTransaction ? statementsOf(up) : [up],
    down: down ?? null,
    isOutsideTransaction,
    isBackfill,
    isContraction: /^-- Contract$/mu.test(up),
  };
}

function withoutComments(sql: string): string {
  return sql
    .replaceAll(/^\s*--.*$/gmu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** A statement ends with a semicolon at the end of a line, outside the body of a function. */
function statementsOf(sql: string): string[] {
  const statements: string[] = [];
  let lines: string[] = [];
  let body: string | null = null;
  for (const line of sql.split('\n').filter((text) => !/^\s*(?:--.*)?$/u.test(text))) {
    for (const [quote] of line.matchAll(/\$\w*\$/gu)) {
      if (body === null) body = quote;
      else if (body === quote) body = null;
    }
    lines.push(line);
    if (body === null && /;\s*$/u.test(line)) {
      statements.push(lines.join('\n'));
      lines = [];
    }
  }
  return lines.length > 0 ? [...statements, lines.join('\n')] : statements;
}
