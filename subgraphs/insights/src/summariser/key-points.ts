import { formatAmount, formatInstant } from '../facts/format-facts.js';
import { designationsAsStated, type StatedCidb } from '../facts/stated-cidb.js';
import { provinceKey, provinceName, wholeCountry } from '../facts/provinces.js';
import { cutToFit } from './clean-text.js';

/** Facts that sources publish as fields, which are surer than text. */
export interface KeyFacts {
  readonly closingAt: Date | null;
  /** Zone of the buyer: an IANA name, or an offset such as +02:00; null means UTC. */
  readonly timeZone: string | null;
  readonly valueAmount: string | null;
  readonly valueCurrency: string | null;
  readonly province: string | null;
  readonly cidb: StatedCidb | null;
  readonly briefings: readonly {
    readonly heldAt: Date | null;
    readonly isCompulsory: boolean;
    readonly venue: string | null;
  }[];
}

const pointsMax = 8;
const pointLimits = { wordsMax: 40, lengthMax: 200 };

const closingText =
  /\b(?:clos(?:ing|es) (?:date|time|on|at)|deadline|sluitingsdatum|date limite|fecha l[ií]mite|data[- ]limite)\b[^.;\n]{3,100}/iu;
const valueText =
  /\b(?:estimated (?:value|cost|budget)|contract value|budget|presupuesto|valor estimado)\b[^.;\n]{0,40}?\d[^.;\n]{0,60}/iu;
const empowermentText = /[^.;\n]{0,60}\bB-?BBEE\b[^.;\n]{0,80}/iu;
const experienceText = /[^.;\n]{0,50}\b\d{1,2}\W{0,6}(?:years?)\b[^.;\n]{0,20}\bexperience\b[^.;\n]{0,40}/iu;

/** What a bidder asks first: until when, briefing, value, where, who may. Facts first, else the words of the text. */
export function keyPointsOf(facts: KeyFacts, text: string): readonly string[] {
  const zone = facts.timeZone;
  const points = [
    facts.closingAt === null ? quote(text, closingText) : `Closes ${formatInstant(facts.closingAt, zone)}`,
    ...facts.briefings.map(({ heldAt, isCompulsory, venue }) =>
      [
        `${isCompulsory ? 'Compulsory briefing' : 'Briefing'}${heldAt === null ? '' : ` ${formatInstant(heldAt, zone)}`}`,
        venue,
      ]
        .filter((part) => part !== null)
        .join(', '),
    ),
    facts.valueAmount === null
      ? quote(text, valueText)
      : `Value ${formatAmount(facts.valueAmount, facts.valueCurrency)}`,
    facts.province === null ? null : placeOf(facts.province),
    designationsAsStated(facts.cidb),
    quote(text, empowermentText),
    quote(text, experienceText),
  ];
  const kept = points
    .filter((point) => point !== null && point !== '')
    .map((point) => cutToFit(point ?? '', pointLimits));
  return [...new Set(kept)].slice(0, pointsMax);
}

function placeOf(province: string): string {
  return provinceKey(province) === wholeCountry ? 'The whole country' : `Province ${provinceName(province)}`;
}

function quote(text: string, pattern: RegExp): string | null {
  const found = pattern.exec(text);
  if (found === null) return null;
  // The pattern may have begun or ended inside a word: only whole words are quoted.
  const startsInside = /\S$/u.test(text.slice(0, found.index));
  const endsInside = /^[\p{L}\p{N}]/u.test(text.slice(found.index + found[0].length));
  const whole = (startsInside ? found[0].replace(/^\S*\s/u, '') : found[0]).trim();
  return endsInside ? whole.replace(/\s\S*$/u, '') : whole;
}
