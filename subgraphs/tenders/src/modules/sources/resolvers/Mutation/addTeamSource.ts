import type { MutationResolvers } from '../../../../types.generated.js';
import { checkedChanges, teamSourceKinds, TeamSourceProblem, withoutNulls } from '../../teams/team-source-input.js';
import { addTeamSource as add } from '../../teams/team-source.service.js';
import { invalidSource, nameTaken } from '../../teams/source-answers.js';

export const addTeamSource: NonNullable<MutationResolvers['addTeamSource']> = async (_parent, { input }, context) => {
  const { kind: kindName, ...given } = input;
  const kind = teamSourceKinds[kindName];
  try {
    const { name, url, ...changes } = checkedChanges(withoutNulls(given), kind, context.polling.hostsAllowed);
    if (kind === 'json' && changes.mapping === undefined)
      throw new TeamSourceProblem('mapping', 'JSON of your own needs a mapping with at least EXTERNAL_ID and TITLE.');
    if (kind === 'marketplace' && changes.credentials?.kind !== 'OAUTH')
      throw new TeamSourceProblem('credentials', 'A marketplace needs an OAuth account.');
    if (kind !== 'marketplace' && changes.credentials?.kind === 'OAUTH')
      throw new TeamSourceProblem('credentials', 'Only a marketplace is read with an OAuth account.');
    const outcome = await add(context, { ...changes, kind, name: name ?? '', url: url ?? '' });
    switch (outcome.kind) {
      case 'added':
        return { __typename: 'AddTeamSourceSuccess', source: outcome.source };
      case 'nameTaken':
        return nameTaken;
      case 'tooMany':
        return {
          __typename: 'TooManyTeamSources',
          max: outcome.max,
          message: `Your plan allows ${outcome.max === 1 ? 'one source' : `${outcome.max} sources`}. Remove one or change the plan.`,
        };
    }
  } catch (error) {
    return invalidSource(error);
  }
};
