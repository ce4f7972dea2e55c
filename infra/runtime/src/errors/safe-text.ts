// cspell:ignore acces mfile noent timedout
/**
 * Shapes of text that describe our insides. One hit and the whole text is withheld: cutting out the matching part
 * would leave the attacker the rest of the sentence to guess from. None takes time that grows with the square of a text
 * somebody else wrote: each begins at a sign, or where a word begins, and not at every letter.
 */
const internalShapes: readonly RegExp[] = [
  /\n[^\S\n]+at\s/u,
  /\bat\s+\S+\s+\([^()]*:\d+:\d+\)/u,
  /\b(?:E(?:CONN|ADDR|HOST|NET|PIPE|AI_)[A-Z_]*|E(?:NOTFOUND|TIMEDOUT|ACCES|NOENT|PERM|MFILE)|UND_ERR_\w+)\b/u,
  /\b(?:getaddrinfo|socket hang up|connect timed out)\b/iu,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/u,
  /\[[0-9a-f:]*:[0-9a-f:]*\](?::\d+)?|(?<![\w:])::1\b/iu,
  /\blocalhost\b/iu,
  /[a-z0-9+.-]:\/\/\S/iu,
  /[\w-]\.[\w-]+:\d{2,5}\b/u,
  /(?:^|[\s"'`(=:])\/(?:[\w.@-]+\/)+[\w.@-]+/u,
  /\b[a-z]:\\[\w.-]+/iu,
  /\bnode_modules\b|\bnode:internal\b|\.[cm]?[jt]s:\d+/u,
  /\bselect\b[\s\S]+\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b|\bupdate\b\s+\S+\s+\bset\b/iu,
  /\b(?:create|alter|drop|truncate)\s+(?:table|schema|role|index|view|policy|function)\b/iu,
  /\b(?:relation|column|constraint|table|schema|role|sequence|policy|operator|collection|index)\s+["'`]/iu,
  /\brow-level security\b|\bduplicate key\b|\bE11000\b|\bSQLSTATE\b|\bsyntax error at or near\b/iu,
  /\b(?:app|identity|tenders|workspace|insights|analytics|graphile_worker|pg_catalog)\.[a-z_][a-z0-9_]*\b/u,
  /prisma|mongo|redis\b|postgres|graphile|\bpg_\w|\bsvc_\w|\bhub_owner\b/iu,
  /\b[A-Z]\w*(?:Error|Exception): /u,
  /\b(?:password|secret|authorization)\b\s*[=:]/iu,
  /(?<![\w-])eyJ[\w-]+\.[\w-]+\.|\.eyJ[\w-]{4}/u,
];

/**
 * Says whether a text describes internals (stack, SQL, driver error, address, path, table, secret).
 *
 * Strict on purpose: a user's own input that looks like SQL is withheld too. Never throws. Text beyond 2,000
 * characters counts as internal, because no sentence of ours is that long.
 */
export function describesInternals(text: string): boolean {
  return text.length > 2000 || internalShapes.some((shape) => shape.test(text));
}

/** Longest message that leaves the product. */
const messageLengthMax = 300;

/** A message that is no longer than clients get. */
export function shortened(message: string): string {
  return message.length <= messageLengthMax ? message : `${message.slice(0, messageLengthMax - 1)}…`;
}

const suggestion = /\bDid you mean\b/u;

/** Cuts GraphQL's "Did you mean ..." off a message: it would list the schema one guess at a time. */
export function withoutSuggestion(message: string): string {
  const start = message.search(suggestion);
  return start === -1 ? message : message.slice(0, start).trimEnd();
}

const depthMax = 5;

/**
 * Copies details for a client: plain JSON only, every string checked, at most five levels.
 *
 * Unsafe strings, functions, class instances and deeper levels are left out.
 */
export function safeDetails(value: unknown, depth = 0): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string') return describesInternals(value) ? undefined : value;
  if (typeof value !== 'object' || depth >= depthMax) return undefined;
  if (Array.isArray(value)) {
    return value.map((item) => safeDetails(item, depth + 1)).filter((item) => item !== undefined);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const entries = Object.entries(value)
    .filter(([key]) => key !== '__proto__' && key !== 'stacktrace' && key !== 'stack' && !describesInternals(key))
    .map(([key, item]): [string, unknown] => [key, safeDetails(item, depth + 1)])
    .filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries);
}
