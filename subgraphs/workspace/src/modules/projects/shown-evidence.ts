import { encodeId } from '@hub/runtime/graphql';
import { isUuid } from '@hub/runtime/values';
import { z } from 'zod';

const memberId = z
  .string()
  .nullable()
  .transform((id) => (id !== null && isUuid(id) ? encodeId('Member', id) : id))
  .exactOptional();
const evidence = z.looseObject({
  project: z.looseObject({ captureManagerId: memberId, proposalManagerId: memberId }).exactOptional(),
});

/** What a decision rested on, as the API shows it: members by the ids that they have there. */
export function shownEvidence(stored: unknown): z.infer<typeof evidence> {
  return evidence.parse(stored);
}
