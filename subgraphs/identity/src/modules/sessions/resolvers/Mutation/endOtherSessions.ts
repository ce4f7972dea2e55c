import type { MutationResolvers } from '../../../../types.generated.js';
import { endOtherSessions as run } from '../../own-sessions.service.js';

export const endOtherSessions: NonNullable<MutationResolvers['endOtherSessions']> = async (
  _parent,
  _args,
  context,
) => ({
  __typename: 'EndOtherSessionsSuccess',
  endedCount: await run(context),
});
