import { allTransitions } from '../../../../project-stages/index.js';
import type { QueryResolvers } from '../../../../types.generated.js';

export const projectTransitions: NonNullable<QueryResolvers['projectTransitions']> = () => [...allTransitions];
