import { HubError } from '@hub/runtime/errors';
import { decodeId } from '@hub/runtime/graphql';
import type { EntryFilter, InputMaybe, TrackTenderInput, UpdateEntryInput } from '../../types.generated.js';
import type { EntryConditions, EntryFields } from './entry.repository.js';

const notesLengthMax = 10_000;
const versionMax = 2_147_483_647;

/** Conditions of a list. Null is no condition, as when a client sends a variable that is not set. */
export function conditionsOf(filter: InputMaybe<EntryFilter>): EntryConditions {
  const { status = null, priority = null, assigneeId = null } = filter ?? {};
  return {
    ...(status === null ? {} : { status }),
    ...(priority === null ? {} : { priority }),
    ...(assigneeId === null ? {} : { assigneeMembershipId: decodeId('Member', assigneeId) }),
  };
}

/** @throws HubError `BAD_USER_INPUT` for malformed ids and for notes that cannot be stored. */
export function trackingOf(input: TrackTenderInput): EntryFields & { tenderId: string } {
  return {
    tenderId: decodeId('Tender', input.tenderId),
    status: input.status ?? 'PENDING',
    priority: input.priority ?? 'MEDIUM',
    assigneeMembershipId: memberOf(input.assigneeId ?? null),
    notes: checkedNotes(input.notes ?? null),
  };
}

/** What an update changes: only the fields that were given, where null is a value. */
export function changeOf(input: UpdateEntryInput): {
  id: string;
  expectedVersion: number;
  fields: Partial<EntryFields>;
} {
  const { id, expectedVersion, status, priority, assigneeId, notes } = input;
  const fields: Partial<EntryFields> = {
    ...(status === undefined ? {} : { status: required('status', status) }),
    ...(priority === undefined ? {} : { priority: required('priority', priority) }),
    ...(assigneeId === undefined ? {} : { assigneeMembershipId: memberOf(assigneeId) }),
    ...(notes === undefined ? {} : { notes: checkedNotes(notes) }),
  };
  if (Object.keys(fields).length === 0)
    throw badInput('Give at least one of status, priority, assigneeId and notes.', 'input');
  if (expectedVersion < 1 || expectedVersion >= versionMax)
    throw badInput('expectedVersion is the version of the entry, 1 or more.', 'expectedVersion');
  return { id: decodeId('Entry', id), expectedVersion, fields };
}

function required<Value>(name: string, value: Value | null): Value {
  if (value !== null) return value;
  throw badInput(`${name} cannot be null. Leave it out to keep it as it is.`, name);
}

function memberOf(id: string | null): string | null {
  return id === null ? null : decodeId('Member', id);
}

function checkedNotes(notes: string | null): string | null {
  if (notes === null) return null;
  if (notes.length > notesLengthMax) throw badInput(`notes may have at most ${notesLengthMax} characters.`, 'notes');
  // Postgres has no NUL in text, and half a surrogate pair would come back as another character.
  if (notes.includes('\0') || !notes.isWellFormed())
    throw badInput('notes holds a character that is not text.', 'notes');
  return notes;
}

function badInput(message: string, argument: string): HubError {
  return new HubError('BAD_USER_INPUT', message, { details: { argument } });
}
