import { withoutAccents } from '../text/accents.js';

// cspell:disable
interface MonthNames {
  readonly language: string;
  /** From January on; other writings of a month after a bar. */
  readonly names: string;
}

/** Names of the months, without accents, in the languages of publishers. */
const languages: readonly MonthNames[] = [
  {
    language: 'English',
    names: `january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct
      november|nov december|dec`,
  },
  {
    language: 'Afrikaans',
    names: `januarie februarie maart|mrt april mei junie julie augustus september oktober|okt november desember|des`,
  },
  {
    language: 'Spanish',
    names: `enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre diciembre|dic`,
  },
  {
    language: 'Portuguese',
    names: `janeiro fevereiro|fev marco abril maio|mai junho julho agosto setembro outubro|out novembro dezembro|dez`,
  },
  {
    language: 'French',
    names: `janvier|janv fevrier|fevr mars avril|avr mai juin juillet|juil aout septembre octobre novembre decembre`,
  },
  {
    language: 'German',
    names: `januar|janner februar marz|maerz april mai juni juli august september oktober november dezember`,
  },
  {
    language: 'Dutch',
    names: `januari februari maart april mei juni juli augustus september oktober november december`,
  },
  {
    language: 'Italian',
    names: `gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre`,
  },
  {
    language: 'Romanian',
    names: `ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie`,
  },
  {
    // Not November: in Croatian the same word is October.
    language: 'Polish',
    names: `stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika november grudnia`,
  },
  {
    language: 'Scandinavian',
    names: `januar februar mars|marts april maj juni juli augusti september oktober november december`,
  },
  {
    // Not November: in Croatian the same word is October.
    language: 'Czech',
    names: `ledna unora brezna dubna kvetna cervna cervence srpna zari rijna november prosince`,
  },
  {
    language: 'Slovak',
    names: `januara februara marca aprila maja juna jula augusta septembra oktobra novembra decembra`,
  },
  {
    language: 'Finnish',
    names: `tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta`,
  },
  {
    language: 'Turkish',
    names: `ocak subat mart nisan mayis|mayıs haziran temmuz agustos eylul ekim kasim|kasım aralik|aralık`,
  },
  {
    language: 'Indonesian',
    names: `januari februari maret april mei juni juli agustus september oktober november desember`,
  },
  {
    language: 'Swahili',
    names: `januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba`,
  },
  {
    language: 'Russian',
    names: `января февраля марта апреля мая июня июля августа сентября октября ноября декабря`,
  },
  {
    language: 'Ukrainian',
    names: `січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня`,
  },
];

const byName = new Map(
  languages.flatMap(({ names }) =>
    names.split(/\s+/u).flatMap((variants, index) => variants.split('|').map((name) => [name, index + 1] as const)),
  ),
);

// Letters with accents are compared without them, so that each pattern has the plain letters alone.
function plain(name: string): string {
  return withoutAccents(name).toLowerCase();
}

/** Names of months as a pattern, longest first; letters may carry accents. */
export const monthNames = [...byName.keys()]
  .toSorted((left, right) => right.length - left.length)
  .map((name) =>
    name
      .replace('fev', 'f[eé]v')
      .replace('dec', 'd[eé]c')
      .replace('aout', 'ao[uû]t')
      .replace('marco', 'mar[cç]o')
      .replace('marz', 'm[aä]rz'),
  )
  .join('|');

/** The number of the month that a name means; 0 for none. */
export function monthOf(name: string): number {
  return byName.get(plain(name)) ?? 0;
}
