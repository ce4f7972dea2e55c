import { isAscii, withoutAccents } from './accents.js';

// Words that stand beside the number of a tender and say nothing of what is asked for.
const besideNumbers: ReadonlySet<string> = new Set(
  `bid bids tender tenders rfq rfp rfi rft rfb eoi itt ifb itb contract quotation quote request for n no nr num number ref
  reference id code process procurement notice lot of the and de nº
  licitacion licitacao proceso processo expediente concurso contrato numero codigo edital pregao
  eletronico presencial concorrencia dispensa tomada precos inexigibilidade publica publico nacional
  znb scm appel offres ao marche avis numero ausschreibung vergabe nummer aktenzeichen az tenderno bidno
  invitation proposal proposals quotations title description to document documents terms click here download`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
const digitsMin = 4;

/**
 * True for a title that is only the number of the tender.
 *
 * @param ids - what else the process is called by.
 */
export function isNumberTitle(title: string, ids: readonly (string | null)[]): boolean {
  const name = comparable(title);
  if (ids.some((id) => id !== null && comparable(id) === name)) return true;
  const digits = title.match(/\d/gu)?.length ?? 0;
  if (digits === 0) return false;
  const words = withoutAccents(title)
    .toLowerCase()
    .split(/[\s:,;()[\]#"']+/u);
  // One word of figures and a few letters names nothing: "E-123", "45".
  if (/^\p{L}{0,3}[^\p{L}\s]*\d[^\p{L}\s]*$/u.test(title.trim())) return true;
  let known = 0;
  let unknown = 0;
  for (const word of words) {
    if (/\d/u.test(word) || !/\p{L}/u.test(word)) continue;
    if (besideNumbers.has(word.replaceAll(/[^\p{L}]/gu, ''))) known += 1;
    else unknown += 1;
    if (unknown > 1) return false;
  }
  // Series and offices have short names, as in "LPN 2026-0041" and "DPWI: 023/26".
  // So have kinds of work at the end of a number, as in "Tender No. WTE-0423 CS".
  const isSeries = (): boolean => /^\p{Lu}{2,6}:? \d+[-/]\d[-/\d]*$/u.test(title.trim());
  const endsInLetters = (): boolean =>
    known > 0 && / (?:\p{Lu}+[-/]\d[-/\d]*|\d+[-/]\d[-/\d]*) \p{Lu}{1,3}$/u.test(title.trim());
  if (unknown === 1) return digits >= digitsMin && (isSeries() || endsInLetters());
  return digits >= digitsMin || known > 0;
}

/**
 * True for a title that says nothing of what is asked for: "Tender notice", "See attached document", the name of a file, a
 * bare address.
 */
export function isEmptyTitle(title: string): boolean {
  const text = withoutAccents(title).trim().toLowerCase();
  if (/^(?:https?:\/\/|www\.)\S+$|^\S+\.(?:pdf|docx?|xlsx?|zip|rtf|odt)$/u.test(text)) return true;
  if (pointsElsewhere.test(text)) return true;
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.length > 0 && !/\d/u.test(text) && words.every((word) => besideNumbers.has(word));
}

const pointsElsewhere =
  /^(?:please\s+)?(?:(?:see|refer\s+to|as\s+per|per|sien|ver|segun|voir|siehe)\s+(?:the\s+|below|above|die\s+|el\s+|la\s+|le\s+)?)(?:attach(?:ed|ment)s?|aangehegte?|bylae|website|web\s?site|link|bases|pliegos?|dce|rc|anlagen?|unterlagen|description|beskrywing|descripcion|document(?:s|o|os|ation)?|dokument(?:e|asie)?|advert(?:isement)?|tender|bid|specifications?|terms\s+of\s+reference|tor|anexos?|annexe?s?|beschreibung)(?:\s+(?:dokument|tor|document|documents|attached|attachment|below|notice|advert|specifications?))?\s*\.?$/u;

function comparable(text: string): string {
  const lower = text.toLowerCase();
  return isAscii(text) ? lower.replaceAll(/[^a-z\d]+/gu, '') : lower.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

const sentenceLengthMin = 10;
// What ends with a full stop and ends no sentence.
const abbreviated =
  /\b(?:dr|mr|mrs|ms|st|no|nr|nos|approx|etc|incl|excl|ltd|pty|inc|vs|prof|gen|dept|ref|fig|art|sec|para|tel|ext|max|min|est|corp|bros|jr|sr|av|avda|sra?s?)\.$/iu;

/** The first sentence of a text on one line, or all of it where it has no sentences. */
export function firstSentence(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const [line] = lines.filter((entry) => /\p{L}{3}/u.test(entry));
  if (line === undefined) return text.replaceAll(/\s+/gu, ' ').trim();
  for (const { index } of line.matchAll(/(?<=[\p{Ll}\p{N})]{2}[.!?])\s+(?=[\p{Lu}"“(])/gu)) {
    if (index >= sentenceLengthMin && !abbreviated.test(line.slice(0, index)))
      return line.slice(0, index).replace(/\.$/u, '');
  }
  return line.replaceAll(/\s+/gu, ' ');
}
