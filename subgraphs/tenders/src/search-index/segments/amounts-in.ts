import { numberColumn, type Dictionaries, type NumberColumn, type Segment } from './segment.js';

// Any text of three letters may be asked for as a currency.
const currenciesKeptMax = 4;

const kept = new WeakMap<Segment, Map<string, NumberColumn>>();

/** The amounts of a segment that are in one currency; the others count as not stated. */
export function amountsIn(currency: string, segment: Segment, dictionaries: Dictionaries): NumberColumn {
  const known = kept.get(segment) ?? new Map<string, NumberColumn>();
  kept.set(segment, known);
  let column = known.get(currency);
  if (column === undefined) {
    if (known.size >= currenciesKeptMax) known.clear();
    column = readAmountsIn(currency, segment, dictionaries);
    known.set(currency, column);
  }
  return column;
}

function readAmountsIn(currency: string, { amounts, groups }: Segment, dictionaries: Dictionaries): NumberColumn {
  const isOf = dictionaries.groups.list.map((group) => group.currency === currency);
  const values = amounts.values.map((value, row) => (isOf[groups.codes[row] ?? -1] === true ? value : Number.NaN));
  return numberColumn(values);
}
