import { isObject, member, type Json } from '../json.js';

const languageTag = /^[a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,2}$/iu;

/**
 * What an object says under a name, in all its languages: the plain text first, then those of `title_en` or of
 * `{"en": ...}`, English before the others. Values of other types are left to whoever reads them.
 */
export function wordings(value: Json | undefined, name: string): Json[] {
  if (!isObject(value)) return [];
  const plain = member(value, name);
  const found: Json[] = [];
  const variants: [language: string, text: Json][] = [];
  if (isObject(plain)) variants.push(...byLanguage(plain));
  else if (plain !== undefined && plain !== null) found.push(plain);
  const prefix = `${name}_`;
  for (const key in value) {
    if (!key.startsWith(prefix) || !languageTag.test(key.slice(prefix.length))) continue;
    const text = member(value, key);
    if (typeof text === 'string') variants.push([key.slice(prefix.length), text]);
  }
  if (variants.length === 0) return found;
  const inOrder = variants.toSorted(([left], [right]) => rank(left) - rank(right));
  return [...found, ...inOrder.map(([, text]) => text)];
}

function byLanguage(texts: Json): [string, Json][] {
  return isObject(texts)
    ? Object.entries(texts).filter(
        ([key, text]) => (languageTag.test(key) || key === '@value') && typeof text === 'string',
      )
    : [];
}

function rank(language: string): number {
  return /^en(?![a-z])/iu.test(language) ? 0 : 1;
}
