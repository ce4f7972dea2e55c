import { encodeId } from '@hub/runtime/graphql';
import { z } from 'zod';

/** A field that changed, as the API shows it. */
export interface ShownChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const body = z.looseObject({
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })).optional(),
});

/** What is stored under another name than the API has, and as the id of a row. */
const links: Readonly<Record<string, readonly [field: string, type: string]>> = {
  tenderId: ['tender', 'Tender'],
  teamTenderId: ['tender', 'Tender'],
  projectId: ['project', 'Project'],
  previousTaskId: ['previousTask', 'Task'],
  dependsOn: ['dependsOn', 'Task'],
  members: ['members', 'Member'],
};
const membership = 'MembershipId';
const rowId = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gu;

/**
 * What an event tells of fields. When tracking begins or ends, the event tells how the entry was then, in fields of the body: they
 * come from nothing, and go into nothing.
 */
export function changesIn(type: string, stored: unknown): ShownChange[] {
  const { changes, ...facts } = body.parse(stored);
  const found = changes ?? Object.entries(facts).map(([field, value]) => factOf(type, field, value));
  return found.filter(({ before, after }) => before !== after).map(shown);
}

function factOf(type: string, field: string, value: unknown): ShownChange {
  return type.endsWith('_untracked') ? { field, before: value, after: null } : { field, before: null, after: value };
}

function shown({ field, before = null, after = null }: ShownChange): ShownChange {
  const [name, linked] = field.endsWith(membership)
    ? ([field.slice(0, -membership.length), 'Member'] as const)
    : (links[field] ?? [field, null]);
  return { field: name, before: withIds(before, linked), after: withIds(after, linked) };
}

function withIds(value: unknown, type: string | null): unknown {
  if (type === null || typeof value !== 'string') return value;
  return value.replaceAll(rowId, (id) => encodeId(type, id));
}
