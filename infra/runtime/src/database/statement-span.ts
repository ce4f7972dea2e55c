import { SpanKind } from '@opentelemetry/api';
import {
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_SYSTEM_NAME,
  DB_SYSTEM_NAME_VALUE_POSTGRESQL,
} from '@opentelemetry/semantic-conventions';
import type { PoolClient, QueryConfig } from 'pg';
import { withSpan, type SpanShape } from '../telemetry/telemetry.js';

const textLengthMax = 2_000;

/**
 * Sends a statement as a span of the work that it is for. Statements of no recorded work, such as probes, have none.
 * Parameters are never shown, and neither is what a text quotes.
 */
export function withStatementSpan<T>(statement: string | QueryConfig, send: () => T): T {
  return withSpan(() => shapeOf(typeof statement === 'string' ? statement : statement.text), send);
}

/** Gives each statement of a plain connection its span. */
export function traceStatements(client: PoolClient): void {
  const plain = client.query.bind(client);
  Object.assign(client, {
    query(...sent: unknown[]): unknown {
      const [first] = sent;
      const send = (): unknown => Reflect.apply(plain, client, sent);
      // What is answered by a callback belongs to a library, such as the pool's own checks.
      const isOurs = typeof sent.at(-1) !== 'function';
      return isOurs && isStatement(first) ? withStatementSpan(first, send) : send();
    },
  });
}

function isStatement(value: unknown): value is string | QueryConfig {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}

function shapeOf(text: string): SpanShape {
  const operation = /^\s*([a-z]{2,20})/iu.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
  return {
    name: operation,
    kind: SpanKind.CLIENT,
    attributes: {
      [ATTR_DB_SYSTEM_NAME]: DB_SYSTEM_NAME_VALUE_POSTGRESQL,
      [ATTR_DB_OPERATION_NAME]: operation,
      [ATTR_DB_QUERY_TEXT]: withoutLiterals(text.slice(0, textLengthMax)),
    },
  };
}

/** A quote that the cut left open is closed by the end. */
function withoutLiterals(text: string): string {
  return text.replaceAll(/'(?:[^']|'')*(?:'|$)/gu, '?');
}
