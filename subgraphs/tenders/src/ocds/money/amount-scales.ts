// cspell:disable
// Words for round numbers by their zeros, in the languages of publishers. Spanish "billones" are thousands of those of
// English and stay unread.
const scales: readonly (readonly [places: number, words: string])[] = [
  [3, 'thousand k duisend tausend tsd tys тыс тис'],
  [5, 'lakh lakhs lac lacs'],
  [6, 'million millions millionen mio mn mln m miljoen miljoenen millon millones milhao milhoes milione milioni milionów mil млн миллион миллиона миллионов мільйонів'], // prettier-ignore
  [6, 'millón milhão milhões milionow milion milioane'],
  [7, 'crore crores'],
  [
    9,
    'billion billions bn mrd mld mia miljard milliard milliards milliarden bilhao bilhoes bilhão bilhões miliardi млрд',
  ],
];

const placesByWord = new Map(
  scales.flatMap(([places, words]) => words.split(' ').map((word) => [word, places] as const)),
);

/** The words as a pattern, longest first. */
export const scaleWords = [...placesByWord.keys()].toSorted((left, right) => right.length - left.length).join('|');

// A million in South Africa, a thousand in Spanish and Portuguese.
const placesOfMil = new Map([
  ['ZAR', 6],
  ['BRL', 3],
]);

/** How many zeros a word stands for; null where it may be another number in the country of the currency, or of none. */
export function placesOf(word: string | undefined, currencyOf: () => string | null): number | null {
  if (word === undefined) return 0;
  if (word.toLowerCase() === 'mil') return placesOfMil.get(currencyOf() ?? '') ?? null;
  return placesByWord.get(word.toLowerCase()) ?? null;
}
