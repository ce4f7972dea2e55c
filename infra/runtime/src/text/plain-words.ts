import { decodeHTMLStrict } from 'entities';
import { compile } from 'html-to-text';

// Texts without any of these are plain, which nearly all are. The tables of characters are only asked beyond ASCII.
const beyondPlainAscii = /[^\n\t -%'-;=-~]/u;
const suspicious = /[<&\u00a0\u202f\p{Zl}\p{Zp}\p{Mn}]|(?![\n\t])[\p{Cc}\p{Cf}]/u;
const tag =
  /<!--|<!\[CDATA\[|<\/?(?:a|abbr|article|b|big|blockquote|body|br|center|code|col|colgroup|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|o:p|ol|p|pre|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul)(?:\s[^<>]*)?\/?>/iu;
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/iu;
const openEntity = /&(amp|apos|gt|lt|nbsp|quot|#\d{2,5})(?![\w;=])/giu;
// Portals escape what was escaped already.
const layersMax = 4;
/** The most characters of a text with markup that are read. */
export const plainWordsMax = 200_000;

const blocks = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } }));
const cells = ['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: ' ' } }));
const skipped = ['img', 'script', 'style', 'head', 'iframe', 'input'].map((selector) => ({ selector, format: 'skip' }));
const toText = compile({
  wordwrap: false,
  // Not the blank without a width, which stands inside of words.
  whitespaceCharacters: ' \t\r\n\f',
  preserveNewlines: true,
  selectors: [
    ...blocks,
    ...cells,
    ...skipped,
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'tr', format: 'block' },
  ],
  limits: { maxInputLength: plainWordsMax, maxDepth: 60, ellipsis: '' },
});

/**
 * A text as people read it: HTML becomes lines, entities become characters, and what cannot be seen is gone, for it
 * tears words apart in a search. A text without any of these is answered as it is.
 */
export function plainWords(text: string): string {
  if (!beyondPlainAscii.test(text)) return text;
  const sound = text.replaceAll(misread, asUtf8);
  if (!suspicious.test(sound)) return sound;
  return visible(withoutMarkup(sound.slice(0, plainWordsMax))).normalize('NFC');
}

// UTF-8 that somebody read as Windows-1252 and wrote down so: "mÂ²" for "m²". Its letters begin with one of these three. A word in
// capitals may end in one of them, with a dash, a blank or the end of a quotation behind it.
const windows1252 = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 128 }, (_, index) => index + 0x80),
);
const misread = new RegExp(
  `(?:(?<!\\p{Lu})[ÂÃ]|â|[ÂÃ](?![\\p{P}\\s]))[${windows1252.slice(0, 0x40)}][${windows1252}]*`,
  'gu',
);
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function asUtf8(letters: string): string {
  try {
    return strictUtf8.decode(Uint8Array.from(letters, (letter) => windows1252.indexOf(letter) + 0x80));
  } catch {
    return letters;
  }
}

function withoutMarkup(text: string): string {
  let plain = text;
  for (let layer = 0; layer < layersMax; layer += 1) {
    const before = plain;
    plain = plain.replaceAll(/<!\[CDATA\[(.*?)\]\]>/gsu, '$1');
    if (tag.test(plain)) plain = toText(plain);
    else {
      const closed = plain.replaceAll(openEntity, '&$1;');
      if (!entity.test(closed)) return plain;
      plain = decodeHTMLStrict(closed);
    }
    if (plain === before) break;
  }
  return plain;
}

const joiners = /(?<=[\p{Script=Latin}\p{N}])[\u200c\u200d]+(?=[\p{Script=Latin}\p{N}])/gu;

function visible(text: string): string {
  return text
    .replaceAll(/[\u00a0\u202f]/gu, ' ')
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll(/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(joiners, '')
    .replaceAll(/[ \t]+\n/gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n');
}
