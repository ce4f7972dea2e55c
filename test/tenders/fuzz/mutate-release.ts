import { isObject, type Json, type JsonObject } from '@hub/tenders/ocds';

/** Numbers from 0 to below 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where a value stands: in an object under a name, or in a list. */
interface Place {
  readonly holder: JsonObject | Json[];
  readonly key: string;
}

const texts = [
  '',
  ' ',
  'N/A',
  '<b>x</b>&amp;',
  '2026-02-30T25:61:00+99:00',
  '31/12/2026',
  '1.234,56',
  '-5',
  'NaN',
  '\u0000a\u0000',
  '\uD800',
  '\u202Ea\u200Bb',
  'constructor',
  '9'.repeat(400),
  'ä'.repeat(20_000),
];
const numbers = [0, -1, 1e308, 1.5e-9, 2 ** 53 + 2, 2 ** 31, -0.1];
const others: Json[] = [true, false, null, [], {}, [[]], [null], { id: null }, { amount: {} }, ['x', 1, null]];

/**
 * A release with one to six faults: fields dropped, types swapped, strings where numbers belong, entries twice, lists in place
 * of objects and objects in place of lists. The same number makes the same release.
 */
export function mutateRelease(release: JsonObject, seed: number): JsonObject {
  const random = randomFrom(seed);
  const copy: JsonObject = structuredClone(release);
  // Each is a process of its own, unless the fault lies just there.
  copy['ocid'] = `ocds-fuzz00-${seed}`;
  const faults = 1 + Math.floor(random() * 6);
  for (let fault = 0; fault < faults; fault += 1) {
    const places = placesIn(copy);
    const place = places[Math.floor(random() * places.length)];
    if (place !== undefined) spoil(place, random);
  }
  return copy;
}

function placesIn(value: JsonObject | Json[]): Place[] {
  const places: Place[] = [];
  const walk = (holder: JsonObject | Json[]): void => {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      const held = valueAt({ holder, key });
      if (Array.isArray(held) || isObject(held)) walk(held);
    }
  };
  walk(value);
  return places;
}

function valueAt({ holder, key }: Place): Json | undefined {
  return Array.isArray(holder) ? holder[Number(key)] : holder[key];
}

function put({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else holder[key] = value;
}

function spoil(place: Place, random: () => number): void {
  const { holder, key } = place;
  const value = valueAt(place) ?? null;
  const pick = <Value>(values: readonly Value[]): Value | undefined => values[Math.floor(random() * values.length)];
  const ways: (() => void)[] = [
    () => (Array.isArray(holder) ? void holder.splice(Number(key), 1) : void Reflect.deleteProperty(holder, key)),
    () => put(place, pick(texts) ?? ''),
    () => put(place, pick(numbers) ?? 0),
    () => put(place, structuredClone(pick(others)) ?? null),
    () => put(place, Array.isArray(value) ? (value[0] ?? null) : [value]),
    () => put(place, Array.isArray(value) ? [...value, ...structuredClone(value)] : { [key]: value }),
    () => put(place, typeof value === 'string' ? Number(value) || value.length : JSON.stringify(value)),
    () => put(place, nested(random() < 0.1 ? 150 : 20)),
    () => void (isObject(value) && Object.assign(value, { hasOwnProperty: 1, length: 2, then: 'x' })),
  ];
  pick(ways)?.();
}

function nested(depth: number): Json {
  let value: Json = 'deep';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { documents: value };
  return value;
}
