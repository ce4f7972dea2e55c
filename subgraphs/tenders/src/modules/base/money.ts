/** An amount for the API; null when it was not disclosed. */
export function moneyOf(amount: { toString(): string } | null, currency: string | null) {
  return amount === null ? null : { amount: amount.toString(), currency };
}
