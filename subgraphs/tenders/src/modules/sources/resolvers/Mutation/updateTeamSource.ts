import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { checkedChanges, kindOf } from '../../teams/team-source-input.js';
import { updateTeamSource as update } from '../../teams/team-source.service.js';
import { invalidSource, nameTaken, sourceNotFound } from '../../teams/source-answers.js';

export const updateTeamSource: NonNullable<MutationResolvers['updateTeamSource']> = async (
  _parent,
  { input },
  context,
) => {
  const { id: globalId, expectedVersion, ...given } = input;
  const id = decodeId('TeamSource', globalId);
  const current = await context.loaders.teamSource.load(id);
  if (current === null) return sourceNotFound;
  try {
    const changes = checkedChanges(given, kindOf(current.kind), context.polling.hostsAllowed);
    const outcome = await update(context, { id, expectedVersion, changes });
    switch (outcome.kind) {
      case 'updated':
        return { __typename: 'UpdateTeamSourceSuccess', source: outcome.source };
      case 'conflict':
        return {
          __typename: 'TeamSourceConflict',
          message: `This source was changed by somebody else and is at version ${outcome.current.version} now. Look at it and try again.`,
          current: outcome.current,
        };
      case 'credentialsNeeded':
        return {
          __typename: 'TeamSourceInvalid',
          field: 'credentials',
          message: 'Give the credentials again with an address on another host, or null to remove them.',
        };
      case 'nameTaken':
        return nameTaken;
      case 'notFound':
        return sourceNotFound;
    }
  } catch (error) {
    return invalidSource(error);
  }
};
