import type { MutationResolvers } from '../../../../types.generated.js';
import { trackingOf } from '../../entry-input.js';
import { trackTender as track } from '../../entry.service.js';

export const trackTender: NonNullable<MutationResolvers['trackTender']> = async (_parent, { input }, context) => {
  const outcome = await track(context, trackingOf(input));
  switch (outcome.kind) {
    case 'tracked':
      return { __typename: 'TrackTenderSuccess', entry: outcome.entry };
    case 'alreadyTracked':
      return { __typename: 'AlreadyTracked', message: 'Your team tracks this tender already.', entry: outcome.entry };
    case 'tenderNotFound':
      return { __typename: 'TenderNotFound', message: 'There is no tender with this id.' };
    case 'assigneeNotInTeam':
      return { __typename: 'AssigneeNotInTeam', message: 'The assignee is not a member of your team.' };
  }
};
