const functionWords: Readonly<Record<string, readonly string[]>> = {
  af: 'die en van vir in is die word met aan deur wat moet nie op tot sal hierdie verskaffing'.split(' '),
  de: 'der die das und für von mit den im zur zum auf bei nach eine einer des werden'.split(' '),
  en: 'the and of for to in is are be with by at must from or shall will on as'.split(' '),
  es: 'el la los las de del para y en con por una que se al su suministro servicio'.split(' '),
  fr: 'le la les des de du et pour dans avec par une un sur aux est en travaux'.split(' '),
  nl: 'de het een van voor met aan en op door zijn wordt bij naar niet dat'.split(' '),
  pt: 'os da das dos para em com por uma que ao não pelo na no serviços aquisição'.split(' '),
};

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Georgian}/gu, 'ka'],
];

/**
 * Language of a text as a two-letter code, from its script and its most common small words. What the publisher
 * declared is believed only when the text does not say; `und` when nobody does.
 */
export function detectLanguage(text: string, declared: string | null): string {
  return (
    languageByScript(text) ??
    languageByWords(text) ??
    /^[a-z]{2}(?=$|[-_])/u.exec(declared?.toLowerCase() ?? '')?.[0] ??
    'und'
  );
}

function languageByScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (cyrillic * 2 > letters) return /[іїєґ]/iu.test(text) ? 'uk' : 'ru';
  const found = scripts.find(([script]) => (text.match(script)?.length ?? 0) * 3 > letters);
  return found?.[1] ?? null;
}

function languageByWords(text: string): string | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const ranked = Object.entries(functionWords)
    .map(([language, known]) => ({ language, hits: words.filter((word) => known.includes(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [first, second] = ranked;
  // Two hits and a lead: one "de" could be any of four languages.
  return first !== undefined && first.hits >= 2 && first.hits > (second?.hits ?? 0) ? first.language : null;
}
