import { asUtf8 } from './read/bytes/text-encoding.js';

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object as JSON.parse returns it. */
export interface JsonObject {
  [key: string]: Json;
}

/**
 * Parses bytes natively. A number with more digits than a double holds becomes the text of its digits: it is an id, and
 * ids one apart must not become one. Throws SyntaxError on anything that is not one JSON value.
 */
export function parseJson(bytes: Buffer): Json {
  const text = bytes.toString('utf8');
  // The plain way is many times faster, and nearly all texts can take it.
  const value: Json =
    manyDigits.test(text) && longNumber.test(text) ? JSON.parse(text, keepingDigits) : JSON.parse(text);
  return value;
}

const manyDigits = /\d[\d.]{15}/u;
const longNumber = /[\s:,[]-?\d[\d.]{15}/u;
// A double holds any number of 15 digits.
const digitsMax = 15;

function keepingDigits(_key: string, value: Json, context?: { source?: string }): Json {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  const { source } = context;
  if (String(value) === source || !/^-?\d+(?:\.\d+)?$/u.test(source)) return value;
  const digits = source.replace(/^-?0*\.?0*/u, '').replace('.', '').length;
  return digits > digitsMax && Number(source) !== 0 ? source : value;
}

/**
 * Parses the bytes of a release that was stored; older importers stored them in the encoding of their file. Throws on
 * anything that is not one JSON object.
 */
export function parseRelease(bytes: Buffer): JsonObject {
  const value = parseJson(asUtf8(bytes));
  if (!isObject(value)) throw new Error('A stored release is not a JSON object.');
  return value;
}

/** True for `{...}`, false for arrays, null and scalars. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A member of an object, or undefined. Only own members count: publishers' keys such as "constructor"
 * must never reach the prototype.
 */
export function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Walks down several members; undefined as soon as one is missing. */
export function memberAt(value: Json | undefined, ...path: string[]): Json | undefined {
  let current = value;
  for (const key of path) current = member(current, key);
  return current;
}

/**
 * The objects of an array member; publishers put nulls and scalars in between, which carry nothing. One object in place
 * of a list is a list of one, and one whose names are numbers is a list that a program has written so.
 */
export function objectsIn(value: Json | undefined): JsonObject[] {
  if (Array.isArray(value)) return (value.some(Array.isArray) ? value.flat() : value).filter(isObject);
  return isObject(value) ? listOf(value).filter(isObject) : [];
}

/** What an object that stands in place of a list is a list of: itself, or what it holds by number or by id. */
export function listOf(value: JsonObject): Json[] {
  const entries = Object.entries(value);
  if (entries.length === 0) return [];
  const isList = entries.every(([key, entry]) => /^\d{1,6}$/u.test(key) || (isObject(entry) && entry['id'] === key));
  return isList ? Object.values(value) : [value];
}

/** The entry of a list of one, which programs write where one value belongs; anything else as it is. */
export function onlyOf(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/**
 * The scalar that a converter made an object of: `{"#text": "Pumps", "@lang": "en"}` of XML, `{"$date": "2026-03-20"}` of a
 * MongoDB export, and a list of one; anything else as it is.
 */
export function unwrapped(stated: Json | undefined): Json | undefined {
  let value = onlyOf(stated);
  for (let layer = 0; layer < wrappingMax && isObject(value); layer += 1) {
    const [name] = wrappers.filter((wrapper) => member(value, wrapper) !== undefined);
    if (name === undefined) break;
    value = onlyOf(member(value, name));
  }
  return value;
}

const wrappingMax = 3;
const wrappers = [
  ...['#text', '$t', '@value', '__text'],
  ...['$date', '$numberLong', '$numberInt', '$numberDouble', '$numberDecimal', '$oid'],
];

/** True for a value that is missing or empty, and for lists and objects of nothing but such. */
export function saysNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(saysNothing);
  return isObject(value) && Object.values(value).every(saysNothing);
}

/** The ocid of a release, as the importer knows the process by it. */
export function ocidOf(release: JsonObject): string {
  return textOf(release['ocid']) ?? '';
}

// PostgreSQL text cannot hold NUL, and a lone surrogate is not valid UTF-8.
function storable(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}

/**
 * Trimmed text that PostgreSQL can store; numbers become text, a list of one and the object of a converter are what they hold; empty, missing and other
 * types become null.
 */
export function textOf(stated: Json | undefined, lengthMax = 100_000): string | null {
  const value = unwrapped(stated);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const text = storable(value.length > lengthMax ? value.slice(0, lengthMax) : value).trim();
  return text === '' ? null : text;
}

/** Text exactly as published, blanks around it included; null for what is empty or blank. */
export function verbatimOf(value: Json | undefined, lengthMax: number): string | null {
  if (typeof value !== 'string') return textOf(value, lengthMax);
  return value.trim() === '' ? null : storable(value.slice(0, lengthMax));
}

/** Text on one line: runs of white space become one space. */
export function lineOf(value: Json | undefined, lengthMax = 2_000): string | null {
  const text = textOf(value, lengthMax);
  return text === null ? null : onOneLine(text);
}

/** The text with each run of white space as one space. */
export function onOneLine(text: string): string {
  return unevenSpace.test(text) ? text.replaceAll(/\s+/gu, ' ') : text;
}

const unevenSpace = /[^\S ]| {2}/u;

/** A copy that shares nothing with the object. */
export function copyOf(value: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const key in value) if (key !== '__proto__') copy[key] = copied(value[key] ?? null);
  return copy;
}

function copied(value: Json): Json {
  if (Array.isArray(value)) return value.map(copied);
  return isObject(value) ? copyOf(value) : value;
}
