// cspell:disable
// Plurals that no rule makes, and what they are plurals of.
const irregular = new Map(
  `paaie:pad paadjie:pad skepe:skip skepies:skip stede:stad dae:dag lede:lid gate:gat vate:vat brue:brug voertuie:voertuig werktuie:werktuig
  vaartuie:vaartuig vliegtuie:vliegtuig spoorwee:spoorweg wee:weg lugrederye:lugredery kinders:kind kleure:kleur glase:glas
  bedrae:bedrag verdrae:verdrag oorloe:oorlog hospitale:hospitaal lokale:lokaal kanale:kanaal materiale:materiaal
  hoe:hoog geboue:gebou meubels:meubel eiers:eier hoenders:hoender boeke:boek oe:oog leers:leer`
    .split(/\s+/u)
    .map((pair): [string, string] => {
      const [many = '', one = ''] = pair.split(':');
      return [many, one];
    }),
);

const endings: readonly (readonly [ending: RegExp, rest: string])[] = [
  [/(?<=.{3})hede$/u, 'heid'],
  [/(?<=.{4})inge?$/u, ''],
  [/(?<=.{4})ings$/u, ''],
  [/(?<=.{3})(?:etjies?|tjies?|jies?)$/u, ''],
  // A consonant that is silent at the end of the singular: dienste, kontrakte, hoofde.
  [/(?<=.{2}s)te$/u, ''],
  [/(?<=.{2}[kpgf])t?e$/u, ''],
  [/(?<=.{2}f)de$/u, ''],
  [/(?<=.{3})de$/u, ''],
  [/(?<=.{3}(?:er|el|or|em|(?<!i)en|aar|ie|um|a|o))s$/u, ''],
  [/(?<=.{3})e$/u, ''],
];

/** The stem of an Afrikaans word, without accents and in lower case. */
export function stemAfrikaans(word: string): string {
  const single = irregular.get(word) ?? word;
  const ending = endings.find(([found]) => found.test(single));
  const stem = ending === undefined ? single : single.replace(ending[0], ending[1]);
  // "dakke" is of "dak", "skole" of "skool".
  return stem.replace(/([bdfgklmnprst])\1$/u, '$1').replaceAll(/([aeou])\1/gu, '$1');
}
