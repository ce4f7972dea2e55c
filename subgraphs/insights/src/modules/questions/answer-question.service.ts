import { badInput } from '@hub/runtime/errors';
import type { Context } from '../../context.js';
import { findAnswer, findPagePassages, type PagePassage, type Passage } from '../../answers/index.js';
import { statedFact, type KeyFactNow } from '../summaries/key-facts-of-summary.js';
import type { DocumentCounts, DocumentPage } from './document-pages.repository.js';

/** An answer as clients get it. */
export interface AnswerNow {
  readonly isAbstention: boolean;
  readonly facts: KeyFactNow[];
  readonly passages: Passage[];
  readonly documentPassages: DocumentPassageNow[];
  readonly documents: DocumentCounts;
}

/** Words of a document as clients get them. */
export type DocumentPassageNow = Omit<PagePassage<DocumentPage>, 'page'> & Omit<DocumentPage, 'text'>;

const lengthMin = 3;
const lengthMax = 300;

/**
 * What the texts and documents of a tender say to a question; null for an id that is no tender.
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
  const [source, pages, documents] = await Promise.all([
    loaders.tenderTexts.load(tenderId),
    loaders.documentPages.load({ tenderId, question: words }),
    loaders.documentCounts.load(tenderId),
  ]);
  if (source === null) return null;
  const { facts, passages } = findAnswer(source, words);
  const documentPassages = findPagePassages(pages, words);
  return {
    isAbstention: facts.length === 0 && passages.length === 0 && documentPassages.length === 0,
    facts: facts.map(statedFact),
    passages: [...passages],
    documentPassages: documentPassages.map(citation),
    documents,
  };
}

function citation({ page: source, start, end, text }: PagePassage<DocumentPage>): DocumentPassageNow {
  const { checksum, url, title, page } = source;
  return { checksum, url, title, page, start, end, text };
}
