import { badInput } from '@hub/runtime/errors';
import { decodeId, idempotencyKey, idOf, optional, textOf, valuesOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { InputMaybe, ProjectFilter } from '../../types.generated.js';
import { boundsOf, expectedVersionOf, nullable, prose } from '../base/input-parts.js';
import { gateDecisionKinds, memberRoles, priorities, results, stages, statuses } from './enums.js';
import type { ProjectConditions } from './project-list.repository.js';

const percent = (name: string) => {
  const message = `${name} is a whole number from 0 to 100.`;
  return z.int(message).min(0, message).max(100, message);
};

const name = textOf('name', 200);
const description = prose('description', 10_000);
const reference = textOf('reference', 100);
const priority = z.enum(priorities);
const winProbability = percent('winProbability');
const strategicValue = percent('strategicValue');
const expectedVersion = expectedVersionOf('project');

// A public tender or one of the team's own, by either of its ids.
const tenderId = idOf('Tender', 'TeamTender');

/** The project to create. */
export const createProjectInput = z.object({
  tenderId: optional(tenderId),
  name,
  description: optional(description),
  reference: optional(reference),
  priority: optional(priority).transform((value) => value ?? 'MEDIUM'),
  winProbability: optional(winProbability),
  strategicValue: optional(strategicValue),
  captureManagerId: optional(idOf('Member')),
  proposalManagerId: optional(idOf('Member')),
  idempotencyKey: idempotencyKey(),
});
export type CreateProject = z.infer<typeof createProjectInput>;

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateProjectInput = z
  .object({
    id: idOf('Project'),
    expectedVersion,
    name: name.exactOptional(),
    description: nullable(description),
    reference: nullable(reference),
    priority: priority.exactOptional(),
    winProbability: nullable(winProbability),
    strategicValue: nullable(strategicValue),
    captureManagerId: nullable(idOf('Member')),
    proposalManagerId: nullable(idOf('Member')),
  })
  .refine(
    ({ id: _id, expectedVersion: _version, ...fields }) => Object.keys(fields).length > 0,
    'Send at least one field to change.',
  );
export type UpdateProject = z.infer<typeof updateProjectInput>;

const membersMax = 50;

export const setProjectMembersInput = z.object({
  id: idOf('Project'),
  expectedVersion,
  members: z
    .array(
      z.object({
        memberId: idOf('Member'),
        role: optional(z.enum(memberRoles)).transform((value) => value ?? 'CONTRIBUTOR'),
        expiresAt: optional(z.date()),
      }),
    )
    .max(membersMax, `A project may have at most ${membersMax} members.`)
    .refine((list) => new Set(list.map(({ memberId }) => memberId)).size === list.length, 'Send each member once.'),
});
export type SetProjectMembers = z.infer<typeof setProjectMembersInput>;

/** Where to move a project: to a stage or to a status. */
export const moveProjectInput = z
  .object({
    id: idOf('Project'),
    expectedVersion,
    stage: optional(z.enum(stages)),
    status: optional(z.enum(statuses)),
    reason: optional(prose('reason', 2_000)),
  })
  .refine(({ stage, status }) => (stage === undefined) !== (status === undefined), 'Send either a stage or a status.');
export type MoveProject = z.infer<typeof moveProjectInput>;

export const markProjectSeenInput = z.object({ id: idOf('Project') });

export const decideGateInput = z.object({
  id: idOf('Project'),
  expectedVersion,
  decision: z.enum(gateDecisionKinds),
  note: optional(prose('note', 5_000)),
});
export type DecideGate = z.infer<typeof decideGateInput>;

const price = z.object({
  amount: z.string().regex(/^\d{1,15}(?:\.\d{1,6})?$/u, 'price.amount is a decimal number, such as "1250000.50".'),
  currency: z.string().regex(/^[A-Z]{3}$/u, 'price.currency is an ISO 4217 code, such as ZAR.'),
});

/** How a pursuit ended. */
export const closeProjectInput = z
  .object({
    id: idOf('Project'),
    expectedVersion,
    result: z.enum(results),
    price: optional(price),
    winner: optional(textOf('winner', 500)),
    reasons: optional(prose('reasons', 5_000)),
  })
  .refine((input) => input.result !== 'WON' || input.price !== undefined, {
    path: ['price'],
    message: 'Say at which price the team won.',
  })
  .refine((input) => input.result === 'WON' || typeof input.reasons === 'string', {
    path: ['reasons'],
    message: 'Say why it ended like that.',
  });
export type CloseProject = z.infer<typeof closeProjectInput>;

export const deleteProjectInput = z.object({ id: idOf('Project'), expectedVersion });
export const restoreProjectInput = z.object({ id: idOf('Project') });

/**
 * Conditions of a list. Null is no condition, as when a client sends a variable that is not set, and neither is `[]`.
 * @throws HubError `BAD_USER_INPUT` for a malformed id and for a period that ends before it begins.
 */
export function projectConditionsOf(filter: InputMaybe<ProjectFilter>): ProjectConditions {
  const { ids, kinds, tenderIds, memberIds, createdByIds, closing } = filter ?? {};
  const bounds = boundsOf(closing);
  if (bounds === null) throw badInput(['filter', 'closing'], 'filter.closing: from must lie before the end.');
  return {
    ids: valuesOf(ids?.map((id) => decodeId('Project', id))),
    kinds: valuesOf(kinds),
    stages: valuesOf(filter?.stages),
    statuses: valuesOf(filter?.statuses),
    priorities: valuesOf(filter?.priorities),
    tenderIds: valuesOf(tenderIds?.map((id) => tenderId.parse(id))),
    membershipIds: valuesOf(memberIds?.map((id) => decodeId('Member', id))),
    creatorIds: valuesOf(createdByIds?.map((id) => decodeId('Member', id))),
    closesFrom: bounds.from,
    closesBefore: bounds.before,
    isDeleted: filter?.isDeleted ?? false,
  };
}
