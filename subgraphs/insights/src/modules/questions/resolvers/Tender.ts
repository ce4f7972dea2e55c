import type { TenderResolvers } from '../../../types.generated.js';
import { answerQuestion } from '../answer-question.service.js';

export const Tender: Pick<TenderResolvers, 'answer' | '__resolveReference'> = {
  answer: ({ id }, { question }, context) => answerQuestion(context, id, question),
};
