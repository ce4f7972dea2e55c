import type { TestDatabase } from '../kit/database.js';

/** What no answer may say, whatever went wrong. Our own list: the product's mask must not judge itself. */
const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack frame', /\\n\s+at\s|\bat [\w.<>$]+ \([^)]*:\d+/u],
  ['SQL', /\b(?:select\b.{1,200}\bfrom|insert into|update \S+ set|delete from|set_config|current_setting)\b/iu],
  [
    'a driver error',
    /\b(?:ECONN\w+|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH|EAI_AGAIN|UND_ERR\w*|socket hang up|P[12]0\d\d|42P01|42501|23505|E11000|MongoServer\w+|PrismaClient\w+)\b/u,
  ],
  ['an address', /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|\blocalhost\b|(?:https?|postgres(?:ql)?|redis|mongodb):\/\//u],
  ['a path', /(?:^|[\s"'(])\/(?:work|tmp|home|root|usr|var|etc|opt|app|srv)\/|node_modules|\.[cm]?[jt]s:\d+/u],
  ['a store by name', /\b(?:postgres(?:ql)?|prisma|mongo(?:db|ose)?|redis|graphile|svc_\w+|hub_owner)\b/iu],
  [
    'a database object',
    /\b(?:relation|column|constraint|schema|role|policy) \\?"|row-level security|permission denied for/iu,
  ],
  ['a secret', /hunter2|\beyJ[\w-]{10,}/u],
];

/** What a body gives away. */
export type LeaksIn = (body: string) => string[];

/** A search for the patterns and for every table of the database by its name. */
export async function leakSearch(database: TestDatabase): Promise<LeaksIn> {
  const tables = await database.sql<{ qualified: string; name: string }>(
    `select schemaname || '.' || tablename as qualified, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  // A bare name counts when it is no ordinary word.
  const names = tables.flatMap(({ qualified, name }) => (name.includes('_') ? [qualified, name] : [qualified]));
  const table = new RegExp(`(?<![\\w.])(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})(?!\\w)`, 'u');
  return (body) =>
    [...patterns, ['a table', table] as const].flatMap(([what, pattern]) => {
      const found = pattern.exec(body);
      return found === null ? [] : [`${what}: ${found[0]}`];
    });
}
