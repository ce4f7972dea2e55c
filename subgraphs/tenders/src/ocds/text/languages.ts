import { isObject, member, unwrapped, type Json, type JsonObject } from '../json.js';

const languageTag = /^[a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,2}$/iu;
// How lists of texts name the language and the text of an entry.
const languageNames = ['language', 'lang', '@language', '@lang', 'locale'];
const textNames = ['value', 'text', 'content'];

/**
 * What an object says under a name, in all its languages: the plain text first, then those of `title_en` or of
 * `{"en": ...}`, or of a list of either, English before the others. Values of other types are left to whoever reads them.
 */
export function wordings(value: Json | undefined, name: string): Json[] {
  if (!isObject(value)) return [];
  const plain = member(value, name);
  const found: Json[] = typeof plain === 'object' || plain === undefined ? [] : [plain];
  const variants = variantsOf(value, name);
  if (variants.length === 0) return found;
  const inOrder = variants.toSorted(([left], [right]) => rank(left) - rank(right));
  return [...found, ...inOrder.map(([, text]) => text)];
}

/** The tags of the languages that wordings are said to be in; `en` of `title_en`. */
export function languagesOfWordings(value: Json | undefined, name: string): string[] {
  return isObject(value) ? variantsOf(value, name).map(([language]) => language) : [];
}

function variantsOf(value: JsonObject, name: string): [language: string, text: Json][] {
  const plain = member(value, name);
  const variants: [language: string, text: Json][] = [];
  if (isObject(plain)) variants.push(...entryOf(plain));
  else if (Array.isArray(plain)) variants.push(...plain.flatMap(entryOf));
  const prefix = `${name}_`;
  for (const key in value) {
    if (!key.startsWith(prefix) || !languageTag.test(key.slice(prefix.length))) continue;
    const text = member(value, key);
    if (typeof text === 'string') variants.push([key.slice(prefix.length), text]);
  }
  return variants;
}

function byLanguage(texts: Json): [string, Json][] {
  return isObject(texts)
    ? Object.entries(texts)
        .filter(([key]) => languageTag.test(key) || key === '@value')
        .flatMap(([key, stated]): [string, Json][] => {
          const text = textIn(stated);
          return isText(text) ? [[key, text]] : [];
        })
    : [];
}

/** An entry of a list of texts: a text, or an object that says its language. */
function entryOf(entry: Json): [string, Json][] {
  if (typeof entry === 'string') return [['', entry]];
  if (!isObject(entry)) return [];
  const text = textIn(entry);
  if (!isText(text)) return byLanguage(entry);
  const language = languageNames.map((name) => member(entry, name)).find(isText);
  return [[language ?? '', text]];
}

function textIn(entry: Json): Json | undefined {
  return isObject(entry) ? [unwrapped(entry), ...textNames.map((name) => member(entry, name))].find(isText) : entry;
}

function rank(language: string): number {
  return /^en(?![a-z])/iu.test(language) ? 0 : 1;
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}
