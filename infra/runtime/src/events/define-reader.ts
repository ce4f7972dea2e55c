import type { CacheKey } from '../cache/cache.js';
import type { TeamTransaction } from '../database/team-database.js';
import type { EventType } from './define-event.js';

/** An event as it was recorded, whatever its type. */
export interface StoredEvent {
  /** Tells repeated deliveries by; a key for jobs that an event queues. */
  readonly id: string;
  /** Place in the stream of all teams: never shown to a client. */
  readonly position: bigint;
  /** Null for what concerns no team. */
  readonly teamId: string | null;
  readonly type: string;
  readonly subjectId: string | null;
  /** Account of the person; null for the product itself. */
  readonly actorId: string | null;
  readonly writtenAt: Date;
  /** Null once it was erased. */
  readonly body: unknown;
}

/** An event of a type. */
export interface StreamEvent<Body> extends StoredEvent {
  readonly body: Body;
}

/** What a reader does with the events of one type. */
export interface EventHandler {
  readonly type: string;
  handle(tx: TeamTransaction, event: StoredEvent): Promise<void>;
}

/** Somebody who must know of what happened, with effects in this database. */
export interface Reader {
  /** `<subgraph>:<verb-noun>`, such as `tenders:place-changes`: its place in the stream is kept under this name. */
  readonly name: string;
  readonly handlers: readonly EventHandler[];
  /** Where it begins when it is new: at the first event that is kept, or at those that are still to come. */
  readonly startsAt: 'first' | 'next';
  /** Tags of public data that its effects make old. */
  readonly staleTags?: readonly CacheKey[];
}

/**
 * Declares a reader. Each event is handled exactly once: effects and place are one transaction, in which the team of the
 * event is set. Events of one team are handled in their order; those of several teams team by team. What has effects elsewhere (mail, webhooks, documents) is a job that the reader queues, with the id of the
 * event in its key.
 */
export function defineReader(reader: Reader): Reader {
  return reader;
}

/**
 * What to do with the events of a type. An event whose body was erased is left out. The work may run more than once before
 * it is committed: it must not change anything outside the transaction.
 */
export function on<Body>(
  type: EventType<Body>,
  handle: (tx: TeamTransaction, event: StreamEvent<Body>) => Promise<void>,
): EventHandler {
  return {
    type: type.name,
    async handle(tx, event) {
      if (event.body !== null) await handle(tx, { ...event, body: type.body.parse(event.body) });
    },
  };
}
