import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { sourceNotFound } from '../../teams/source-answers.js';
import { removeTeamSource as remove } from '../../teams/team-source.service.js';

export const removeTeamSource: NonNullable<MutationResolvers['removeTeamSource']> = async (
  _parent,
  { input: { id } },
  context,
) => {
  const isRemoved = await remove(context, decodeId('TeamSource', id));
  return isRemoved ? { __typename: 'RemoveTeamSourceSuccess', id } : sourceNotFound;
};
