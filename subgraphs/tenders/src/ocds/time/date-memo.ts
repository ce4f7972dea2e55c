import { ownCopy } from '../own-copy.js';

/** How to read the dates of a source. */
export interface TimeReading {
  /** Zone of date-times that carry no offset. */
  zone: string;
  /** True when the source writes local time and marks it `Z`: the mark is ignored. */
  offsetsAreWrong: boolean;
}

type ReadDate<Value> = (text: string, reading: TimeReading) => Value;

const textsKept = 20_000;
const textLengthMax = 40;

/**
 * The same reader with a memory: closing times and days of publication are the same for many tenders, and each is read
 * several times.
 */
export function rememberDates<Value>(read: ReadDate<Value>): ReadDate<Value> {
  const byReading = new Map<string, Map<string, Value>>();
  return (text, reading) => {
    if (text.length > textLengthMax) return read(text, reading);
    const name = reading.offsetsAreWrong ? `!${reading.zone}` : reading.zone;
    let known = byReading.get(name);
    if (known === undefined || known.size >= textsKept) {
      known = new Map();
      byReading.set(name, known);
    }
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const value = read(text, reading);
    known.set(ownCopy(text), value);
    return value;
  };
}
