import type { QueryResolvers } from '../../../../types.generated.js';
import { tokenBudget as budget } from '../../draft.service.js';

export const tokenBudget: NonNullable<QueryResolvers['tokenBudget']> = (_parent, _args, context) => budget(context);
