import { badInput } from '@hub/runtime/errors';
import type { Context } from '../../context.js';
import { findAnswer, type Passage } from '../../answers/index.js';
import { statedFact, type KeyFactNow } from '../summaries/key-facts-of-summary.js';

/** An answer as clients get it. */
export interface AnswerNow {
  readonly isAbstention: boolean;
  readonly facts: KeyFactNow[];
  readonly passages: Passage[];
}

const lengthMin = 3;
const lengthMax = 300;

/**
 * What the texts of a tender say to a question; null for an id that is no tender.
 * @throws HubError `BAD_USER_INPUT` for a question that is too short or too long.
 */
export async function answerQuestion(
  { loaders }: Pick<Context, 'loaders'>,
  tenderId: string,
  question: string,
): Promise<AnswerNow | null> {
  const words = question.trim();
  if (words.length < lengthMin || words.length > lengthMax)
    throw badInput(['question'], `question must have ${lengthMin} to ${lengthMax} characters.`);
  const source = await loaders.tenderTexts.load(tenderId);
  if (source === null) return null;
  const { facts, passages } = findAnswer(source, words);
  return {
    isAbstention: facts.length === 0 && passages.length === 0,
    facts: facts.map(statedFact),
    passages: [...passages],
  };
}
