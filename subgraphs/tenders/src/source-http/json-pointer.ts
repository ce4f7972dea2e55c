import { isObject, type Json } from '../ocds/index.js';

const pointerShape = /^(?:\/(?:[^~/]|~[01])*)*$/u;

/** True for a JSON Pointer (RFC 6901), such as `/data/rows`; the empty text points at the whole. */
export function isJsonPointer(text: string): boolean {
  return text.length <= 500 && pointerShape.test(text);
}

/** What a JSON Pointer points at; undefined when there is nothing. Only own members count. */
export function pointAt(value: Json | undefined, pointer: string): Json | undefined {
  let current = value;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(current)) current = /^(?:0|[1-9]\d{0,8})$/u.test(key) ? current[Number(key)] : undefined;
    else if (isObject(current)) current = Object.hasOwn(current, key) ? current[key] : undefined;
    else return undefined;
  }
  return current;
}
