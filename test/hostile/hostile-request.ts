/** A request that no honest client sends. */
export interface HostileRequest {
  /** What it tries, unique within the suite. */
  readonly name: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/** Bytes on a bare connection, for what no HTTP client can be made to send. */
export interface HostileBytes {
  readonly name: string;
  readonly bytes: string | Buffer;
}

/** A POST to the graph. */
export function post(name: string, body: string | Buffer, headers: HostileRequest['headers'] = {}): HostileRequest {
  return { name, method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', ...headers }, body };
}

/** A POST of a document with variables that are written as text already, or none. */
export function postDocument(name: string, query: string, variables?: string): HostileRequest {
  const rest = variables === undefined ? '' : `,"variables":${variables}`;
  return post(name, `{"query":${JSON.stringify(query)}${rest}}`);
}

/** `count` texts, joined by blanks. */
export function repeat(count: number, item: (index: number) => string, separator = ' '): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(separator);
}
