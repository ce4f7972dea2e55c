import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { sourceNotFound } from '../../teams/source-answers.js';
import { pollNow } from '../../teams/team-source.service.js';

export const pollTeamSource: NonNullable<MutationResolvers['pollTeamSource']> = async (
  _parent,
  { input: { id } },
  context,
) => {
  const outcome = await pollNow(context, decodeId('TeamSource', id));
  switch (outcome.kind) {
    case 'queued':
      return { __typename: 'PollTeamSourceSuccess', source: outcome.source };
    case 'disabled':
      return { __typename: 'TeamSourceDisabled', message: 'The source is switched off. Enable it first.' };
    case 'notFound':
      return sourceNotFound;
  }
};
