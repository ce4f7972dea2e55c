import type { QueryResolvers } from '../../../../types.generated.js';
import { currentTeam } from '../../team.service.js';

export const team: NonNullable<QueryResolvers['team']> = (_parent, _args, context) => currentTeam(context);
