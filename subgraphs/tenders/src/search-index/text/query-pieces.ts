import { ocidWord } from './kept-words.js';
import type { Form } from './query-forms.js';
import { wordLengthMax, wordsOf } from './words.js';

/** A piece of a search text between blanks, or in quotes. */
export interface Piece {
  readonly raw: string;
  readonly words: Form;
  readonly kind: 'plain' | 'quoted' | 'beginning';
  readonly isLeftOut: boolean;
  /** A comma stands behind it. */
  readonly isListed: boolean;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

// Words in a list need no blank behind the comma: "roads,bridges", "GP,LP".
const pattern = /(?<minus>-?)(?:"(?<quoted>[^"]*)"?|(?<plain>(?:(?!(?<=\p{L}{2})[,;]\p{L}{2})[^\s"])+)[,;]?)/gu;
// "Doctor's" is about doctors.
const possessive = /(?<=\p{L}{2})['’`´]s(?![\p{L}\p{N}])/giu;

/** A search text, cut into pieces that hold words. */
export function piecesOf(text: string): readonly Piece[] {
  return [...text.matchAll(pattern)]
    .flatMap(({ 0: whole, groups, index }) => {
      const place = {
        isLeftOut: groups?.['minus'] === '-',
        isListed: /[,;]$/u.test(whole),
        from: index,
        to: index + whole.length,
      };
      const quoted = groups?.['quoted'];
      if (quoted !== undefined) return [pieceOf(quoted, 'quoted', place)];
      const raw = (groups?.['plain'] ?? '').replaceAll(possessive, '');
      const id = pastedId(raw);
      if (id !== undefined) return [pieceOf(id, 'plain', place)];
      // A star ends a beginning, even in the middle of what is glued together.
      const [beginning = '', ...rest] = /^[\p{L}\p{N}]+\*/u.test(raw) ? raw.split(/\*+/u) : [];
      if (beginning === '') return [pieceOf(raw, 'plain', place)];
      return [pieceOf(beginning, 'beginning', place), pieceOf(rest.join(' '), 'plain', place)];
    })
    .filter(({ words }) => words.length > 0);
}

function pieceOf(
  raw: string,
  kind: Piece['kind'],
  place: Pick<Piece, 'isLeftOut' | 'isListed' | 'from' | 'to'>,
): Piece {
  return { raw, kind, ...place, words: wordsOf(raw).filter(({ length }) => length <= wordLengthMax) };
}

const address = /^[(<[]?(?:https?:\/\/|www\.\p{L})/iu;
// As browsers show it: a host in small letters that ends as hosts do, and a path of words. The number of a tender may look
// much like it: "ZNB.DOH/0123/2026".
const shownAddress = /^[(<[]?(?:[a-z\d-]+\.)+(?:[a-z]{2}|com|org|net|info|gov|africa)\/(?:\p{L}{3}|[^\s?]*\?\p{L})/u;
const ocid = /(?<![\p{L}\d])ocds-[a-z0-9]{6}-[^\s?&#/"]+/iu;
const idParameter = /[?&](?:id|tenderid|tender_id|noticeid|notice_id|ocid|ref|reference)=(?<value>[^&#]+)/iu;
const lastNumber = /\/(?<value>[^/?#]*\d{3}[^/?#]*)\/?(?:[?#].*)?$/u;

/** What the address of a notice, or the ocid of a process, is found by. Undefined for any other text. */
function pastedId(raw: string): string | undefined {
  const found = ocid.exec(raw)?.[0];
  if (found !== undefined) return ocidWord(found.replace(/[.,;:)\]}>'’”]+$/u, ''));
  if (!address.test(raw) && !shownAddress.test(raw)) return undefined;
  return (idParameter.exec(raw) ?? lastNumber.exec(raw))?.groups?.['value'];
}
