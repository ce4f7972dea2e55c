import { decodeId, idempotencyKey, idOf, optional, textOf, valuesOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import { draftKinds } from '../../drafting/index.js';
import type { DraftFilter, InputMaybe } from '../../types.generated.js';
import type { DraftConditions } from './draft.repository.js';

/** What to draft. All kinds but the voice of a team are about a tender. */
export const createDraftInput = z
  .object({
    kind: z.enum(draftKinds),
    tenderId: optional(idOf('Tender')),
    brief: optional(textOf('brief', 4_000)),
    allowsModel: optional(z.boolean()).transform((value) => value ?? true),
    idempotencyKey: idempotencyKey(),
  })
  .refine(({ kind, tenderId }) => (kind === 'VOICE') === (tenderId === undefined), {
    message: 'tenderId is required for every kind but VOICE, which has none.',
    path: ['tenderId'],
  });
export type CreateDraft = z.infer<typeof createDraftInput>;

export const decideDraftInput = z.object({ id: idOf('Draft'), decision: z.enum(['ACCEPTED', 'REJECTED']) });
export type DecideDraft = z.infer<typeof decideDraftInput>;

/** The conditions of a filter. @throws HubError `BAD_USER_INPUT` for an id that is malformed or of another type. */
export function draftConditionsOf(filter: InputMaybe<DraftFilter> | undefined): DraftConditions {
  const idsOf = (type: string, ids: readonly string[] | null | undefined) =>
    valuesOf(ids)?.map((id) => decodeId(type, id));
  return {
    ids: idsOf('Draft', filter?.ids),
    tenderIds: idsOf('Tender', filter?.tenderIds),
    kinds: valuesOf(filter?.kinds),
    statuses: valuesOf(filter?.statuses),
    decisions: valuesOf(filter?.decisions),
  };
}
