/**
 * Compares two exact decimals as text: below 0 when a is less, 0 when equal, above 0 when more. Money stays exact. An
 * exponent is allowed, as the database writes one for small numbers.
 */
export function compareDecimals(a: string, b: string): number {
  const left = scaled(a);
  const right = scaled(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

const places = 20;

function scaled(text: string): bigint {
  const [mantissa = '0', exponent = '0'] = text.split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(`${whole}${fraction}`);
  const shift = places + Number(exponent) - fraction.length;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}
