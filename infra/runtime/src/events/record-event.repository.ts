import type { ClientBase } from 'pg';
import type { TeamTransaction } from '../database/team-database.js';
import { originOf, type WriteOrigin } from '../database/writes/write-origin.js';
import type { EventType } from './define-event.js';

/** What one event says. */
export interface NewEvent<Body> {
  /** Id of the row that it is about. */
  readonly subjectId?: string;
  readonly body: Body;
  /** Accounts whose data the body holds: what an erasure of a person looks for. */
  readonly persons?: readonly string[];
}

/** An event that is recorded by itself. */
export interface SingleEvent<Body> extends NewEvent<Body> {
  /** Why it was done, in the words of whoever did it. */
  readonly reason?: string | null | undefined;
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
  { subjectId, body, persons = [], reason }: SingleEvent<Body>,
): Promise<void> {
  const text = JSON.stringify(type.body.parse(body));
  await tx.$executeRaw`select events.append(${type.name}, ${subjectId ?? null}, ${text}::jsonb, ${persons}::uuid[],
    ${contextOf(type, originOf(tx), reason)}::jsonb)`;
}

/** {@link recordEvent} for many events of one type, in their order, with one statement. */
export async function recordEvents<Body>(
  tx: TeamTransaction,
  type: EventType<Body>,
  events: readonly NewEvent<Body>[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.$executeRaw`select events.append_many(${listOf(type, events)}::jsonb, ${contextOf(type, originOf(tx))}::jsonb)`;
}

/** {@link recordEvents} on a plain connection, in the transaction that it has open. */
export async function recordEventsInBulk<Body>(
  client: ClientBase,
  type: EventType<Body>,
  events: readonly NewEvent<Body>[],
): Promise<void> {
  if (events.length === 0) return;
  await client.query('select events.append_many($1, $2)', [listOf(type, events), contextOf(type, { by: 'system' })]);
}

const reasonLengthMax = 1_000;

/** What is kept beside the body: how it came about, and how closely to look at it. */
function contextOf<Body>({ risk }: EventType<Body>, origin: WriteOrigin, reason?: string | null): string {
  return JSON.stringify({ ...origin, risk, ...(reason && { reason: reason.slice(0, reasonLengthMax) }) });
}

function listOf<Body>(type: EventType<Body>, events: readonly NewEvent<Body>[]): string {
  return JSON.stringify(events.map((event) => ({ ...event, type: type.name, body: type.body.parse(event.body) })));
}
