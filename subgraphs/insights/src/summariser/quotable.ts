import { publicPart, isPrivate } from '../key-facts/index.js';
import { isAddress } from './address.js';
import { countWords } from './clean-text.js';
import { cueWeight } from './cues.js';
import type { Statement } from './read-statements.js';

const courtesy =
  /^(?:(?:n\/?a(?=[\s.:,;–-]+\S)|[-–•*]+(?=\s)|good\s+day|please\s+note(?:\s+that)?(?:\s+the\s+following)?|nb|n\.b\.?|(?:please\s+)?take\s+note(?:\s+(?:of|that))?|note\s*:)(?!\p{L})[\s,:–-]*)+/iu;
const nameLine = /^(?:\p{Lu}[\p{Ll}'’-]+\s){1,2}\p{Lu}[\p{Ll}'’-]+$/u;
const bankDetails = /\bbank(?:ing)?\s+details\s*(?::|are\b)/iu;
const longLink = /https?:\S{60,}|^\W*(?:https?:\/\/|www\.)\S+$/iu;
const mapLink = /\s*\(?https?:\/\/(?:maps\.|goo\.gl|[\w.]*google\.[\w.]+\/maps)\S*/giu;
const trailingLink = /[\s:(]*https?:\S{60,}.*$/su;
// A form whose lines were run together: labels of addresses without what belongs to them.
const addressForm = /\b(?:postal|physical|street)\s+address\b[^.]{0,300}\b(?:postal|physical|street)\s+address\b/iu;
const emptyLabels = /^(?:(?:bid|tender|rfq|contract|reference)\s+(?:no|number|description|title|reference)\W*)+$/iu;
const emptyPoint = /:\s*(?:n\/?a|none|nil|tb[ac])?\.?$/iu;

/** Statements without what may not be told and what tells nothing: contact lines, bare addresses, headings, long links. */
export function quotable(statements: readonly Statement[]): Statement[] {
  return statements.flatMap(({ text, isList }) => {
    if (bankDetails.test(text) || addressForm.test(text)) return [];
    const points = isList
      ? text.split('; ').filter((point) => !emptyPoint.test(point) && !emptyLabels.test(point))
      : [text];
    const parts = points.flatMap((part, index) =>
      isPrivate(part) ? (index === 0 ? (publicPart(part) ?? []) : []) : nameLine.test(part) ? [] : part,
    );
    const kept = capitalised(
      parts.join('; ').replaceAll(mapLink, '').replace(courtesy, '').replace(trailingLink, '').trim(),
    );
    return kept === '' ||
      emptyLabels.test(kept) ||
      nameLine.test(kept) ||
      longLink.test(kept) ||
      isAddress(kept) ||
      isHeading(kept)
      ? []
      : [{ text: kept, isList }];
  });
}

/** Where a courtesy was left out, the rest begins the sentence. */
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isHeading(text: string): boolean {
  return /:$/u.test(text) || /^\p{L}+$/u.test(text) || (countWords(text) < 3 && cueWeight(text) === 0);
}
