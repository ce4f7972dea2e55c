import { francAll } from 'franc';

/** Languages that sources publish in, by their three letters, with the two letters that are told. */
const codes: Readonly<Record<string, string>> = {
  afr: 'af',
  ara: 'ar',
  ben: 'bn',
  bul: 'bg',
  cat: 'ca',
  ces: 'cs',
  dan: 'da',
  deu: 'de',
  ell: 'el',
  eng: 'en',
  est: 'et',
  fin: 'fi',
  fra: 'fr',
  heb: 'he',
  hin: 'hi',
  hrv: 'hr',
  hun: 'hu',
  hye: 'hy',
  ind: 'id',
  ita: 'it',
  kat: 'ka',
  lav: 'lv',
  lit: 'lt',
  nld: 'nl',
  nob: 'nb',
  nya: 'ny',
  pol: 'pl',
  por: 'pt',
  ron: 'ro',
  rus: 'ru',
  slk: 'sk',
  slv: 'sl',
  sot: 'st',
  spa: 'es',
  srp: 'sr',
  ssw: 'ss',
  swe: 'sv',
  tha: 'th',
  tsn: 'tn',
  tso: 'ts',
  tur: 'tr',
  ukr: 'uk',
  ven: 've',
  vie: 'vi',
  xho: 'xh',
  zul: 'zu',
};
const only = Object.keys(codes);
const valid: ReadonlySet<string> = new Set([
  ...Object.values(codes),
  'ja',
  'ko',
  'zh',
  'ms',
  'sq',
  'mk',
  'az',
  'kk',
  'ky',
  'uz',
  'mn',
  'ne',
  'si',
  'ta',
  'te',
  'ur',
  'fa',
  'sw',
  'am',
  'is',
  'ga',
  'mt',
  'eu',
  'gl',
  'nn',
  'no',
  'nr',
]);

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
];
// Words that hardly stand in another language: short texts are told by these where statistics cannot.
const marks: Readonly<Record<string, RegExp>> = {
  en: /\b(?:the|and|of|for|with|from|supply|delivery|services?|provision|appointment|maintenance|construction|repairs?|office|equipment|request|proposals?|quotations?)\b/giu,
  af: /\b(?:die|vir|van|verskaffing|aflewering|dienste|lewering|hierdie|munisipaliteit|herstel|skoonmaak|voorsiening|aanstelling|moet|word|nie)\b/giu,
  nl: /\b(?:het|een|voor|levering|gemeente|diensten|onderhoud|aanbesteding|zijn|wordt)\b/giu,
  es: /\b(?:el|los|las|del|para|servicios?|suministro|adquisici[oó]n|obras?|construcci[oó]n|prestaci[oó]n|arrendamiento|mantenimiento|materiales?|equipos?|y|en|con)\b/giu,
  pt: /\b(?:os|da|das|dos|para|servi[cç]os?|aquisi[cç][aã]o|fornecimento|presta[cç][aã]o|equipamentos?|com|não|ao|câmara)\b/giu,
  fr: /\b(?:le|la|les|des|du|et|pour|fourniture|travaux|marché|avec|aux|une?)\b/giu,
  de: /\b(?:der|die|das|und|für|von|lieferung|leistungen|mit|den|im|zur)\b/giu,
};
const lengthMin = 12;
const certainLength = 120;
const close = 0.12;

/**
 * Language of a text as a two-letter code. Short texts in capitals fool statistics, so words that hardly stand in another language
 * come first; what the publisher declared counts where the text leaves it open; `und` where nobody says.
 */
export function detectLanguage(text: string, declared: string | null): string {
  const said = declaredCode(declared);
  return byScript(text) ?? byMarks(text) ?? byLetters(text, said) ?? said ?? 'und';
}

function declaredCode(declared: string | null): string | null {
  const code = /^[a-z]{2}(?=$|[-_])/u.exec(declared?.trim().toLowerCase() ?? '')?.[0] ?? null;
  return code !== null && valid.has(code) ? code : null;
}

function byScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (cyrillic * 2 > letters && /[іїєґ]/iu.test(text)) return 'uk';
  if (cyrillic * 2 > letters && /[ыэё]/iu.test(text)) return 'ru';
  return scripts.find(([script]) => (text.match(script)?.length ?? 0) * 3 > letters)?.[1] ?? null;
}

function byMarks(text: string): string | null {
  const [first, second] = Object.entries(marks)
    .map(([code, pattern]) => ({ code, count: text.match(pattern)?.length ?? 0 }))
    .toSorted((left, right) => right.count - left.count);
  if (first === undefined || first.count < 2) return null;
  return first.count >= (second?.count ?? 0) * 2 || first.count - (second?.count ?? 0) >= 3 ? first.code : null;
}

function byLetters(text: string, said: string | null): string | null {
  const letters = text.replaceAll(/[^\p{L}\s'’-]+/gu, ' ').trim();
  if (letters.length < lengthMin) return null;
  const ranked = francAll(letters.toLowerCase(), { only });
  const [code, score] = ranked[0] ?? ['und', 0];
  const rank = ranked.find(([candidate]) => codes[candidate] === said);
  if (rank !== undefined && score - rank[1] <= (letters.length < certainLength ? close * 3 : close)) return said;
  return letters.length < 30 && said === null && /\p{Script=Latin}/u.test(letters) ? null : (codes[code] ?? null);
}
