/** An amount that people and programs write when they have none, and where it comes from. */
interface PlaceholderAmount {
  /** What it looks like, as a decimal without leading zeros. */
  readonly shape: RegExp;
  readonly reason: string;
  /** When this row was added or last changed. */
  readonly since: string;
}

/** Amounts that stand for "none". They are doubts and no values: one of them would outweigh all that a country buys. */
export const placeholderAmounts: readonly PlaceholderAmount[] = [
  { shape: /^9{8,}(?:\.9+)?$/u, reason: 'Nines that fill a field.', since: '2026-11-29' },
  { shape: /^([1-8])\1{8,}$/u, reason: 'One key held down.', since: '2026-11-29' },
  { shape: /^(?:123456789|1234567890|12345678901|123456789012|987654321|9876543210)$/u, reason: 'The keys in their order.', since: '2026-11-29' }, // prettier-ignore
  {
    shape: /^(?:2147483647|2147483648|4294967295|4294967296)$/u,
    reason: 'Ends of 32-bit numbers.',
    since: '2026-11-29',
  },
];

/**
 * Currencies of which a million buys little, by how many zeros more their amounts have than those of others. Their states
 * write estimates that would be the income of a continent elsewhere.
 */
const extraZeros: Readonly<Record<string, number>> = {
  ...{ IRR: 4, VND: 3, IDR: 3, LAK: 3, LBP: 3, SLL: 3, UZS: 3, GNF: 3, PYG: 3, COP: 3, KHR: 3, MGA: 3, UGX: 3 },
  ...{ TZS: 3, IQD: 3, MMK: 3, MNT: 3, KRW: 3, CLP: 3, RWF: 3, BIF: 3, NGN: 3, SYP: 3, VES: 3, ARS: 3, ZWL: 3 },
  ...{ SOS: 3, CDF: 3, MWK: 3, SDG: 3, JPY: 2, HUF: 2, KZT: 2, CRC: 2, AMD: 2, XOF: 2, XAF: 2, YER: 2, RSD: 2 },
};

// One digit and twelve zeros or more is a number that somebody chose for being large.
const zerosMin = 12;
// Without a currency it may be any of them.
const zerosOfUnknown = 3;

/** True for an amount that stands for "none". */
export function isPlaceholderAmount({ amount, currency }: { amount: string; currency: string | null }): boolean {
  if (amount.length < lengthMin) return false;
  const zeros = /^[1-9](0+)$/u.exec(amount)?.[1]?.length ?? 0;
  const extra = currency === null ? zerosOfUnknown : (extraZeros[currency] ?? 0);
  return zeros >= zerosMin + extra || placeholderAmounts.some(({ shape }) => shape.test(amount));
}

// Shorter ones are prices.
const lengthMin = 8;
