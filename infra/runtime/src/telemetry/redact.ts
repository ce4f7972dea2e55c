const secretName =
  /authori[sz]ation|cookie|passw|secret|token|api[-_]?key|private[-_]?key|email|phone|credential|otp\b|x-hub-internal/iu;

const mask = '[redacted]';

const depthMax = 6;

/**
 * Copies the fields of a log line with every value under a telling name replaced, at any depth to six.
 *
 * Errors become name, message, code, stack and cause. Deeper values become `[deep]`. Never throws on cycles.
 */
export function redactFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactValue(name, value, 1)]));
}

function redactValue(name: string, value: unknown, depth: number): unknown {
  if (secretName.test(name) && value !== null && value !== undefined) return mask;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > depthMax) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redactValue('', item, depth + 1));
  if (value instanceof Set || value instanceof Map) return `[${value.size} entries]`;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(key, item, depth + 1)]));
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: redactValue('', error.cause, depth + 1) };
  return { type: error.name, message: error.message, ...code, stack: error.stack, ...cause };
}

/** Shapes of secrets inside running text, and what takes their place. */
const scrubs: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/"]+@/giu, '$1***@'],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/gu, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/giu, '$1 [token]'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu, '[email]'],
];

/** Cuts credentials in URLs, tokens and e-mail addresses from a finished line. */
export function scrubText(text: string): string {
  return scrubs.reduce((line, [shape, replacement]) => line.replace(shape, replacement), text);
}
