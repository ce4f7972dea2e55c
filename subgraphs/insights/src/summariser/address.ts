const lengthMax = 140;
const partWordsMax = 5;
const labelled = /^(?:postal|physical|street|delivery|residential)\s+address\b/iu;
const separator = /\s*[,;\n]\s*|\s+[-–—|]\s+/u;
const streetWords = 'street|str|straat|road|rd|weg|avenue|ave|laan|drive|crescent|boulevard|lane|square';
// What only an address has. A year is no postal code, and a building alone may be what is built.
const strong = new RegExp(
  String.raw`^(?:(?:no|nr|unit|erf|stand|plot)\.?\s*)?\d{1,5}[a-z]?(?:\s*[-–/&]\s*\d{1,5})?\s+(?:\p{L}[\p{L}'.-]*\s+){0,3}(?:${streetWords})\b` +
    String.raw`|\b(?:${streetWords})\.?$|\b(?:private\s+bag|p\.?\s?o\.?\s+box)\b|^(?:\d{1,2}(?:st|nd|rd|th)|ground|first|second|third)\s+floor\b` +
    String.raw`|^(?!(?:19|20)\d\d$)\d{4}$|^(?:\p{Lu}[\p{L}'-]*\s+){1,3}(?!(?:19|20)\d\d$)\d{4}$|\b(?:building|office\s+park|wing)$`,
  'iu',
);
const corner = /^(?:cnr|corner|c\/o)\.?\s+(?:of\s+)?/iu;
// Names of places and streets are capitals; these stand in a sentence.
const prose =
  /\b(?:for|from|in|at|on|to|with|of|until|till|by|as|per|over|ending|period|tenders?|bids?|rfqs?|rfps?|adverts?|notices?|awarded|awards?|cancell?ation|cancelled|extension|erratum|addendum|minutes|meeting)\b|:/iu;
const monthOrTime =
  /\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b.*\d{4}|\d{1,2}[:h]\d{2}/iu;
const doing =
  /\b(?:will|must|shall|be|is|are|was|has|have|can|may|not|submit\w*|deliver\w*|attend|held|date|time|venue|compulsory|briefing|regist\w+|grade|or\s+higher|hir(?:e|ing)|sales?|sell\w*|leas\w+|rent\w*|and\s+when)\b|\b(?:construct|suppl|repair|maint|pav|upgrad|rehabilit|install|instal|provision|appoint|clean|servic|refurbish|replac|survey|design|audit|demoli|remov|cater|train|transport|manage|alterat|resurfac|surfac|erect|paint|reseal|widen|extens|fenc|print|compil|render)/iu;

/** True where a text is an address and nothing else: each of its parts names a place, and one a street, a box, a floor or a code. */
export function isAddress(text: string): boolean {
  if (labelled.test(text)) return true;
  if (text.length > lengthMax || doing.test(text) || monthOrTime.test(text)) return false;
  const parts = text
    .replace(/[.\s]+$/u, '')
    .split(separator)
    .filter((part) => part !== '');
  return parts.length >= 2 && parts.every((part) => namesPlace(part)) && parts.some((part) => strong.test(part));
}

function namesPlace(part: string): boolean {
  const isCorner = corner.test(part);
  const words = part.replace(corner, '');
  return !prose.test(words) && words.split(/\s+/u).length <= (isCorner ? 2 * partWordsMax : partWordsMax);
}
