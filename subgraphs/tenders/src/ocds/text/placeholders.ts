import { isAscii, withoutAccents } from './accents.js';

// What people and programs write where a text is required and there is none, in the languages of publishers. Compared
// without case, accents, blanks and the punctuation around it.
const words: ReadonlySet<string> = new Set(
  `n/a na n.a n-a n\\a nil none null nan <na> undefined unknown unspecified empty blank missing tbc tba tbd tbn xx xxx xxxx
  notapplicable notavailable notspecified notstated notknown notprovided nodata novalue tobeconfirmed tobeannounced
  tobeadvised tobedetermined tobenotified notyetknown noname notitle untitled nodescription #n/a #ref! #value! #name? [objectobject]
  s/d s/n n/d nd n.d sindatos sindato sinnombre sintitulo semtitulo sanstitre sininformacion sinespecificar noaplica noaplicable nodisponible
  nodefinido noespecificado pordefinir naoaplicavel naoseaplica semdados naodisponivel naoinformado
  nonapplicable nondisponible sansobjet nonrenseigne nonspecifie adefinir
  geen niks nievantoepassing aucun aucune neant keine keiner ninguno ninguna nenhum nenhuma nessuno nessuna
  nichtzutreffend keineangabe keineangaben k.a entfallt unbekannt n.v.t nvt nietvantoepassing onbekend nietbeskikbaar
  noneprovided notdisclosed notsupplied notindicated notgiven untitleddocument noinformation
  nogniebeskikbaar nieverskafnie noseespecifica noinformado noindica seminformacao nonprecise noncommunique nichtangegeben
  nonspecificato nondisponibile nonindicato yok нетданных немає невизначено відсутній відсутня невказано
  niedotyczy brakdanych brak нет неуказано неприменимо отсутствует nuestecazul nespecificat`
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map(withoutAccents),
);
const longest = Math.max(...[...words].map(({ length }) => length));
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const asciiEdge = /^[^a-z\d]|[^a-z\d]$/u;
/** Longer texts stand for something, with whatever blanks and accents. */
export const placeholderLengthMax = 2 * longest + 10;

/** True for a text that stands for nothing: "N/A", "TBC", ".", "-", "<NA>". */
export function isPlaceholder(text: string): boolean {
  // None has a figure but zero.
  if (text.length > placeholderLengthMax || /[1-9]/u.test(text)) return false;
  const isPlain = isAscii(text);
  if (!(isPlain ? /[a-z\d]/iu : /[\p{L}\p{N}]/u).test(text)) return true;
  const word = withoutAccents(text).replaceAll(/\s+/gu, '').toLowerCase();
  if (word.length > longest + 6) return false;
  if (words.has(word) || /^(?:([x?0*_])\1+|0)$/u.test(word)) return true;
  if (word.includes('.') && words.has(word.replaceAll('.', ''))) return true;
  return (!isPlain || asciiEdge.test(word)) && words.has(word.replaceAll(edges, ''));
}

/** True for an id of which a part stands for nothing, as in "PE-RUC-<NA>" or "ZA-CIPC-null". */
export function isEmptyId(id: string): boolean {
  if (isPlaceholder(id)) return true;
  const text = id.trim();
  // One zero may be a check digit or the first of a list ("76123456-0", "party-0"): only zeros alone stand for nothing.
  if (/^[^1-9]*[-_:/|\s]0{2,}$/u.test(text)) return true;
  return /(?:^|[-_:/|\s])(?:<na>|null|nan|none|undefined|n\/a|-)$|\p{L}[-_:/|]$/iu.test(text);
}
