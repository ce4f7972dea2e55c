import type { ClientBase } from 'pg';
import type { TeamTransaction } from '../database/team-database.js';
import { originOf } from '../database/writes/write-origin.js';
import type { EventType } from './define-event.js';

/** What one event says. */
export interface NewEvent<Body> {
  /** Id of the row that it is about. */
  readonly subjectId?: string;
  readonly body: Body;
  /** Accounts whose data the body holds: what an erasure of a person looks for. */
  readonly persons?: readonly string[];
}

/**
 * Records what happened, in the transaction that does it: the event exists if and only if the transaction commits. The
 * database stamps team, person, service and time. One statement.
 *
 * @throws ZodError when the body does not fit the type; an error of the database for a type of another service.
 */
export async function recordEvent<Body>(
  tx: TeamTransaction,
  type: EventType<Body>,
  { subjectId, body, persons = [] }: NewEvent<Body>,
): Promise<void> {
  const text = JSON.stringify(type.body.parse(body));
  await tx.$executeRaw`select events.append(${type.name}, ${subjectId ?? null}, ${text}::jsonb, ${persons}::uuid[],
    ${JSON.stringify(originOf(tx))}::jsonb)`;
}

/** {@link recordEvent} for many events of one type, in their order, with one statement. */
export async function recordEvents<Body>(
  tx: TeamTransaction,
  type: EventType<Body>,
  events: readonly NewEvent<Body>[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.$executeRaw`select events.append_many(${listOf(type, events)}::jsonb, ${JSON.stringify(originOf(tx))}::jsonb)`;
}

/** {@link recordEvents} on a plain connection, in the transaction that it has open. */
export async function recordEventsInBulk<Body>(
  client: ClientBase,
  type: EventType<Body>,
  events: readonly NewEvent<Body>[],
): Promise<void> {
  if (events.length > 0) await client.query('select events.append_many($1)', [listOf(type, events)]);
}

function listOf<Body>(type: EventType<Body>, events: readonly NewEvent<Body>[]): string {
  return JSON.stringify(events.map((event) => ({ ...event, type: type.name, body: type.body.parse(event.body) })));
}
