import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { mutate, writeDown, type Acting, type Action } from './acting.js';
import type { Person } from './people.js';

const entryFields = 'entry { id version notes }';
const trackQuery = `mutation ($input: TrackTenderInput!) { trackTender(input: $input) { __typename ... on TrackTenderSuccess { ${entryFields} } ... on AlreadyTracked { ${entryFields} } } }`;
const updateQuery = `mutation ($input: UpdateEntryInput!) { updateEntry(input: $input) { __typename ... on UpdateEntrySuccess { ${entryFields} } ... on EntryConflict { current { id version notes } } } }`;

const entrySchema = z.object({ id: z.string(), version: z.number(), notes: z.string() });
let marks = 0;

/** Starts tracking a tender that the team has never tried to track. */
export const trackTender: Action = async (acting, person) => {
  const tenderId = acting.scene.tenderIds[person.team.nextTender];
  if (tenderId === undefined) return;
  person.team.nextTender += 1;
  marks += 1;
  const mark = `chaos entry ${marks}`;
  await writeDown(acting, person, {
    entered: { kind: 'entry', mark },
    mutation: {
      kind: 'write:track',
      field: 'trackTender',
      query: trackQuery,
      input: { tenderId, notes: mark, idempotencyKey: crypto.randomUUID() },
    },
  });
};

/**
 * Changes the person's own entry. Nobody else changes it, so its version tells exactly which changes were made: one that
 * was refused and is there, or was made and is not, shows with the next change.
 */
export const updateEntry: Action = async (acting, person) => {
  if (person.entry === null) return begin(acting, person);
  const before = person.entry;
  marks += 1;
  const notes = `changed ${marks}`;
  const input = { id: before.id, expectedVersion: before.version, notes };
  const result = await mutate(acting, person, {
    kind: 'write:update',
    field: 'updateEntry',
    query: updateQuery,
    input,
  });
  const current = entryOf(result.member?.['entry']) ?? entryOf(result.member?.['current']);
  if (result.told === 'made' && current !== null) person.entry = current;
  else if (result.told === 'unknown') await settle(acting, person, notes);
  else if (current !== null) conflict(acting, person, current);
};

async function begin(acting: Acting, person: Person): Promise<void> {
  const tenderId = acting.scene.tenderIds[person.team.nextTender];
  if (tenderId === undefined) return;
  person.team.nextTender += 1;
  const input = { tenderId, notes: `of ${person.email}` };
  const result = await mutate(acting, person, { kind: 'write:track', field: 'trackTender', query: trackQuery, input });
  person.entry = entryOf(result.member?.['entry']);
}

const settlingTriesMax = 60;

/** Changes again, on the same version: the conflict, or that there is none, tells what became of the first change. */
async function settle(acting: Acting, person: Person, notes: string): Promise<void> {
  for (let tries = 0; tries < settlingTriesMax && person.entry !== null; tries += 1) {
    await pause(1_000);
    const { id, version } = person.entry;
    const mutation = { kind: 'write:update', field: 'updateEntry', query: updateQuery };
    const again = await mutate(acting, person, { ...mutation, input: { id, expectedVersion: version, notes } });
    const current = entryOf(again.member?.['entry']) ?? entryOf(again.member?.['current']);
    if (current === null) continue;
    if (current.notes !== notes) conflict(acting, person, current);
    person.entry = current;
    return;
  }
}

function conflict({ ledger, clock }: Acting, person: Person, current: NonNullable<Person['entry']>): void {
  const known = person.entry;
  const isAhead = known !== null && current.version > known.version;
  ledger.breach({
    kind: isAhead ? 'ghost' : 'lost',
    atMs: clock(),
    text: `An entry is at version ${current.version} ("${current.notes}"); its only writer knows version ${known?.version} ("${known?.notes}").`,
  });
  person.entry = current;
}

function entryOf(value: unknown): Person['entry'] {
  return entrySchema.safeParse(value).data ?? null;
}
