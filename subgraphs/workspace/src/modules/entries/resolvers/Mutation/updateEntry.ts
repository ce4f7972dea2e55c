import type { MutationResolvers } from '../../../../types.generated.js';
import { changeOf } from '../../entry-input.js';
import { updateEntry as update } from '../../entry.service.js';

export const updateEntry: NonNullable<MutationResolvers['updateEntry']> = async (_parent, { input }, context) => {
  const outcome = await update(context, changeOf(input));
  switch (outcome.kind) {
    case 'updated':
      return { __typename: 'UpdateEntrySuccess', entry: outcome.entry };
    case 'conflict':
      return {
        __typename: 'EntryConflict',
        message: `This entry was changed by somebody else and is at version ${outcome.current.version} now. Look at it and try again.`,
        current: outcome.current,
      };
    case 'entryNotFound':
      return { __typename: 'EntryNotFound', message: 'Your team has no entry with this id.' };
    case 'assigneeNotInTeam':
      return { __typename: 'AssigneeNotInTeam', message: 'The assignee is not a member of your team.' };
  }
};
