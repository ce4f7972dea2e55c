import { SpanKind } from '@opentelemetry/api';
import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_SYSTEM_NAME,
} from '@opentelemetry/semantic-conventions';
import { withSpan } from './spans.js';

/** What a store is asked to do. Never its keys, filters or values: they name teams. */
export interface StoreCall {
  readonly system: 'redis' | 'mongodb';
  readonly operation: string;
  readonly collection?: string;
}

/** Asks a store as a span of the work that it is for; what is part of no recorded work has none. */
export function withStoreSpan<T>({ system, operation, collection }: StoreCall, ask: () => T): T {
  return withSpan(
    () => ({
      name: `${operation} ${collection ?? system}`,
      kind: SpanKind.CLIENT,
      attributes: {
        [ATTR_DB_SYSTEM_NAME]: system,
        [ATTR_DB_OPERATION_NAME]: operation,
        ...(collection !== undefined && { [ATTR_DB_COLLECTION_NAME]: collection }),
      },
    }),
    ask,
  );
}
