import { isObject, type Json } from '../../../../ocds/index.js';

/** The value without what a database cannot keep in JSON: NUL, and halves of surrogate pairs. */
export function storableJson(value: Json): Json {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storable(key), storableJson(entry)]));
}

function storable(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}
