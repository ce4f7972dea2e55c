import { readProvince } from '../../../../ocds/index.js';
import { keptText, languageOf } from '../../../../search-index/index.js';

/**
 * Version of how the words are worked out that a team's own tender is found by beside those of its texts. Raise it with
 * every change of them: `hub reread-facts`, and the worker at night, then have them worked out again.
 */
export const ownWordsVersion = 2;

/** What the words are worked out from. */
export interface OwnTexts {
  readonly ocid: string | null;
  readonly province: string | null;
  readonly language: string | null;
  readonly title: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly buyerName: string | null;
  readonly category: string | null;
}

/** The words that a team's own tender is found by beside those of its texts. */
export function ownWordsOf(row: OwnTexts): string {
  const { ocid, province, title, reference, description, buyerName, category } = row;
  const texts = [title, reference, description, buyerName, category];
  return keptText({ language: languageOf(row.language, texts), ocid, province: readProvince(province), texts });
}
