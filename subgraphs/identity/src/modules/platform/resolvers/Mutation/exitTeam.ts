import type { MutationResolvers } from '../../../../types.generated.js';
import { exitTeam as exit } from '../../platform.service.js';

export const exitTeam: NonNullable<MutationResolvers['exitTeam']> = (_parent, _args, context) => exit(context);
