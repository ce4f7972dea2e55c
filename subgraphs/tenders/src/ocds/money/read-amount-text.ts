import { latinDigits } from '../text/digits.js';
import { isPlaceholder } from '../text/placeholders.js';
import { placesOf, scaleWords } from './amount-scales.js';
import { commonSigns } from './currencies.js';

/** What an amount written as text says. */
export type AmountText =
  | { readonly kind: 'amount'; readonly amount: string; readonly currency: string | null }
  /** A number below zero. */
  | { readonly kind: 'negative' }
  /** Words for "none". */
  | { readonly kind: 'nothing' }
  /** Something is stated, and it may mean several numbers or none. */
  | { readonly kind: 'unreadable' };

const nothings = new Set([
  ...['', '-', '--', '.', '..', 'n/a', 'na', '<na>', 'n.a.', 'none', 'null', 'nil', 'nan', 'undefined', 'unknown', '?'],
  ...['tbc', 'tba', 'tbd', 'to be confirmed', 'to be announced', 'to be determined', 'not stated', 'not specified'],
  ...['undisclosed', 'not disclosed', 'confidential', 'not applicable', 'not available', 'not provided'],
  ...['confidentiel', 'confidencial', 'reservado', 'sigiloso', 'vertroulik', 'vertraulich', 'no divulgado'],
]);

const figures = String.raw`\d(?:[\d.,'’\s]*\d)?`;
const scale = String.raw`[-\s]*(?<scale>${scaleWords})(?![\p{L}\d]|\.\p{L}\.)`;
const levies = 'vat|btw|tax(?:es)?|iva|igv|gst|tva|mwst|ust|moms|ndc|пдв|ндс';
const taxed =
  '(?:incl|excl|inkl|exkl|zzgl|uitgesl)(?:uding|usive of|usive|usief)?|ex|plus|hors|sans|con|sin|mas|\\+|без|с|з';
const tax = String.raw`\(?\s*(?:(?:${taxed})\s*\.?\s*(?:${levies})|(?:${levies})\s*(?:incl|excl)(?:uded|usive|\.)?|all[- ]inclusive|ttc|ht|netto|brutto)\.?\s*\)?`;
const shape = new RegExp(
  String.raw`^(?<open>\()?(?<sign>[-−–]\s?)?(?<before>[^\d\s(.,-][^\d(]{0,30}?)?\s*(?<sign2>[-−–]\s?)?(?<figures>${figures})(?<rest>[,.][-–—]{1,2}|/[-=]|-00|[.,])?(?:${scale})?\.?(?<close>\))?\s*(?<after>[^\d\s][^\d]{0,30}?)??\s*(?:${tax})?\s*$`,
  'iu',
);

/**
 * Reads an amount in national spellings: 1.234,56 and 1,234.56, R 1 500 000.00, 1'000, € 5 million, 12,34,567. What may mean
 * two numbers, such as 1.234 or 1,234, is refused.
 *
 * @param readCurrency - reads what stands before or behind the figures; other words make the text unreadable.
 * @param statedElsewhere - answers the currency of an amount that has none beside it. Asked only where "mil" stands: it says its zeros.
 */
export function readAmountText(
  text: string,
  readCurrency: (word: string) => string | null,
  statedElsewhere: () => string | null,
): AmountText {
  const plain = latinDigits(text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '')).trim();
  if (saysNone(plain, readCurrency)) return { kind: 'nothing' };
  const whole = exponentShape.test(plain) ? decimalOf(plain) : null;
  if (whole !== null) return { kind: 'amount', amount: whole, currency: null };
  const groups = shape.exec(plain)?.groups;
  if (groups === undefined) return { kind: 'unreadable' };
  const words = [groups['before'], groups['after']]
    .map((word) => word?.trim().replace(/^(?:de\s+|d'|d’|of\s+)/iu, '') ?? '')
    .filter((word) => word !== '');
  const currencies = words.map((word) => readCurrency(word));
  // A sign that several countries use says no more than that it is money.
  const isMoney = words.every((word, index) => currencies[index] !== null || commonSigns.has(word.toLowerCase()));
  const stated = [...new Set(currencies.filter((code) => code !== null))];
  // "1.500,-", "R 1 500-00" and "3,500,000/=" say themselves that there are no cents.
  const isWhole = /[-–—=](?:00)?$/u.test(groups['rest'] ?? '');
  const number = isWhole
    ? ungrouped(compacted(groups['figures'] ?? ''))
    : readFigures(groups['figures'] ?? '', groups['scale'] !== undefined);
  const isOpen = (groups['open'] === undefined) !== (groups['close'] === undefined);
  if (!isMoney || number === null || isOpen || stated.length > 1) return { kind: 'unreadable' };
  const [currency = null] = stated;
  const places = placesOf(groups['scale'], () => currency ?? statedElsewhere());
  const amount = places === null ? null : decimalShifted(number, places);
  if (amount === null) return { kind: 'unreadable' };
  const isNegative = ['open', 'sign', 'sign2'].some((name) => groups[name] !== undefined);
  if (isNegative && /[1-9]/u.test(amount)) return { kind: 'negative' };
  return { kind: 'amount', amount, currency };
}

/** True for words for "none", alone or beside a currency: "R nil", "ZAR -". */
function saysNone(text: string, readCurrency: (word: string) => string | null): boolean {
  if (nothings.has(text.toLowerCase())) return true;
  if (/\d/u.test(text)) return false;
  const [first = '', ...rest] = text.split(/(?<=^\p{L}+)[\s_]+|\s+/u);
  const isMoney = readCurrency(first) !== null || commonSigns.has(first.toLowerCase());
  return isMoney && rest.length > 0 && isPlaceholder(rest.join(' '));
}

// As programs write large numbers: 1e6 and 1.5E+7.
const exponentShape = /^\d(?:\.\d+)?e\+?\d{1,2}$/iu;

function decimalOf(text: string): string | null {
  const [mantissa = '', exponent = ''] = text.toLowerCase().split('e');
  return decimalShifted(mantissa, Number(exponent));
}

// More is no price in any currency.
const digitsMax = 18;

function compacted(figures: string): string {
  return figures.replaceAll(/[\s'’]+/gu, ' ');
}

/** Figures as a plain decimal, or null where the signs between them may mean two things. */
function readFigures(figures: string, isScaled: boolean): string | null {
  const compact = compacted(figures);
  const signs = [...new Set(compact.replaceAll(/\d/gu, ''))];
  const [last = ''] = compact.match(/[.,](?=[^.,]*$)/u) ?? [];
  const decimalSign = decimalSignOf(compact, { last, isScaled, hasGroups: signs.some((sign) => sign !== last) });
  if (decimalSign === null) return null;
  const cut = decimalSign === '' ? -1 : compact.lastIndexOf(decimalSign);
  const whole = cut < 0 ? compact : compact.slice(0, cut);
  const fraction = cut < 0 ? '' : compact.slice(cut + 1);
  const digits = ungrouped(whole);
  if (digits === null || digits.length > digitsMax || !/^\d{0,9}$/u.test(fraction)) return null;
  const tail = fraction.replace(/0+$/u, '');
  return `${digits.replace(/^0+(?=\d)/u, '')}${tail === '' ? '' : `.${tail}`}`;
}

/** Which sign stands before the decimals; empty for none, null where nobody can tell. */
function decimalSignOf(
  text: string,
  { last, isScaled, hasGroups }: { last: string; isScaled: boolean; hasGroups: boolean },
): string | null {
  if (last === '') return '';
  const [first = '', ...others] = text.split(last);
  const tail = others.at(-1) ?? '';
  // Twice: it groups thousands.
  if (others.length > 1) return hasGroups ? null : '';
  if (hasGroups || tail.length !== 3 || first.length > 3 || /^0/u.test(first)) return last;
  // 1.234 million is no million of millions.
  return isScaled ? last : null;
}

const grouped = [/^\d+$/u, /^\d{1,3}(?<sign>[ .,])\d{3}(?:\k<sign>\d{3})*$/u, /^\d{1,2}(?:,\d{2})+,\d{3}$/u];

function ungrouped(whole: string): string | null {
  return grouped.some((groups) => groups.test(whole)) ? whole.replaceAll(/\D/gu, '') : null;
}

function decimalShifted(number: string, places: number): string | null {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = `${whole}${fraction.slice(0, places).padEnd(places, '0')}`.replace(/^0+(?=\d)/u, '');
  const rest = fraction.slice(places);
  return digits.length > digitsMax ? null : `${digits}${rest === '' ? '' : `.${rest}`}`;
}
