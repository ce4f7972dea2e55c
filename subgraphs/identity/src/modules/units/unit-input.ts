import { idempotencyKey, idOf, optional, textOf } from '@hub/runtime/graphql';
import { z } from 'zod';

const nameMax = 100;
const descriptionMax = 300;
const membersMax = 500;

/** A unit that is to be made. */
export const createUnitInput = z.object({
  name: textOf('name', nameMax),
  description: optional(textOf('description', descriptionMax)),
  parentId: optional(idOf('Unit')),
  idempotencyKey: idempotencyKey(),
});
export type CreateUnit = z.infer<typeof createUnitInput>;

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateUnitInput = z.object({
  id: idOf('Unit'),
  expectedVersion: z.int(),
  name: textOf('name', nameMax).exactOptional(),
  description: z.union([z.null(), textOf('description', descriptionMax)]).exactOptional(),
  parentId: z.union([z.null(), idOf('Unit')]).exactOptional(),
});
export type UpdateUnit = z.infer<typeof updateUnitInput>;

/** Which unit. */
export const unitIdInput = z.object({ id: idOf('Unit') });
export type UnitId = z.infer<typeof unitIdInput>;

/** All who are in a unit. */
export const setUnitMembersInput = z.object({
  id: idOf('Unit'),
  memberIds: z
    .array(idOf('Member'))
    .max(membersMax, `memberIds may have at most ${membersMax} values.`)
    .transform((ids) => [...new Set(ids)].sort()),
});
export type SetUnitMembers = z.infer<typeof setUnitMembersInput>;
