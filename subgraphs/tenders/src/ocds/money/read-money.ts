import { isObject, member, onlyOf, saysNothing, textOf, unwrapped, type Json, type JsonObject } from '../json.js';
import { readCurrency } from './currencies.js';
import { isPlaceholder } from '../text/placeholders.js';
import { isPlaceholderAmount } from './placeholder-amounts.js';
import { readAmountText, type AmountText } from './read-amount-text.js';

/** How an amount was stated. */
export const valueStatements = [
  'STATED',
  'NO_CURRENCY',
  'CURRENCY_UNKNOWN',
  'UNREADABLE',
  'PLACEHOLDER',
  'ZERO',
  'NOT_STATED',
] as const;

export type ValueStatement = (typeof valueStatements)[number];

/** Money as it was stated. */
export interface StatedMoney {
  /** A decimal in text; null where there is none. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly statement: ValueStatement;
}

interface MoneyReading {
  /** Currency of amounts that carry none. */
  readonly currency?: string | undefined;
  /** Zero means that no amount is known. */
  readonly zeroIsNone: boolean;
  readonly emptyTexts: readonly string[];
}

// More is no price in any currency.
const amountMax = 1e18;
const unreadable: StatedMoney = { amount: null, currency: null, statement: 'UNREADABLE' };
const notStated: StatedMoney = { amount: null, currency: null, statement: 'NOT_STATED' };

/** Reads an amount with its currency: an object of the standard, or the amount alone. */
export function readMoney(stated: Json | undefined, reading: MoneyReading): StatedMoney {
  const value = flattened(onlyOf(stated));
  const amount = unwrapped(isObject(value) ? amountIn(value) : value);
  if (saysNothing(amount)) return notStated;
  const text = textOf(amount, 200);
  if (text !== null && reading.emptyTexts.some((empty) => empty.toLowerCase() === text.toLowerCase())) return notStated;
  const currency = currencyIn(value);
  const found =
    typeof amount === 'number'
      ? readNumber(amount)
      : text === null
        ? null
        : readAmountText(text, readCurrency, () => currencyOf(currency, null, reading).currency);
  if (found === null || found.kind === 'unreadable' || found.kind === 'negative') return unreadable;
  if (found.kind === 'nothing') return notStated;
  if (reading.zeroIsNone && !/[1-9]/u.test(found.amount)) return { ...notStated, statement: 'ZERO' };
  const money = { amount: found.amount, ...currencyOf(currency, found.currency, reading) };
  return isPlaceholderAmount(money) ? { ...notStated, statement: 'PLACEHOLDER' } : money;
}

// Members that hold the amount and the currency where the standard's are missing: with and without tax, and as XML has them.
const amountNames = ['amountGross', 'amountNet', 'value', '#text'];
const currencyNames = ['currencyCode', 'currencyID', '@currency', '@currencyID'];

/**
 * Money of which the amount is money itself, as programs nest what they turn from XML, as one object. What is nested deeper
 * is left as it is, and unreadable.
 */
function flattened(value: Json | undefined): Json | undefined {
  const inner = isObject(value) ? onlyOf(amountIn(value)) : undefined;
  if (!isObject(inner) || member(inner, 'amount') === undefined) return value;
  return { ...inner, currency: currencyIn(inner) ?? currencyIn(value) ?? null };
}

function amountIn(value: JsonObject): Json | undefined {
  const amount = member(value, 'amount');
  return saysNothing(amount) ? firstOf(value, amountNames) : amount;
}

function currencyIn(value: Json | undefined): Json | undefined {
  const currency = unwrapped(member(value, 'currency'));
  if (isObject(currency)) return firstOf(currency, ['code', 'id', 'name']);
  return saysNothing(currency) && isObject(value) ? firstOf(value, currencyNames) : currency;
}

function firstOf(value: JsonObject, names: readonly string[]): Json | undefined {
  return names.map((name) => member(value, name)).find((stated) => !saysNothing(stated) && !isObject(stated));
}

function currencyOf(
  stated: Json | undefined,
  besideAmount: string | null,
  { currency: usual }: MoneyReading,
): Pick<StatedMoney, 'currency' | 'statement'> {
  const text = currencyTextOf(stated);
  // A code that is stated and not known is not replaced by the usual one.
  const coded = readCurrency(text);
  // "€ 5 000" in ZAR is either, and nobody knows which.
  if (coded !== null && besideAmount !== null && coded !== besideAmount)
    return { currency: null, statement: 'CURRENCY_UNKNOWN' };
  const currency = coded ?? besideAmount ?? (text === null ? (usual ?? null) : null);
  if (currency !== null) return { currency, statement: 'STATED' };
  return { currency, statement: text === null ? 'NO_CURRENCY' : 'CURRENCY_UNKNOWN' };
}

function currencyTextOf(stated: Json | undefined): string | null {
  const text = textOf(stated, 100);
  return text === null || isPlaceholder(text) ? null : text;
}

function readNumber(value: number): AmountText | null {
  const amount = readAmount(value);
  return amount === null ? null : { kind: 'amount', amount, currency: null };
}

/** A decimal as text without exponent, or null: missing, negative, not a number, or absurdly large. */
export function readAmount(value: Json | undefined): string | null {
  const number = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/u.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0 || number >= amountMax) return null;
  const text = String(number);
  return text.includes('e') ? number.toFixed(10).replace(/\.?0+$/u, '') : text;
}
