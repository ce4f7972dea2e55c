// cspell:ignore ation authori passw
import { types } from 'node:util';
import { cutText } from './cut-text.js';
import { scrubbedCut } from './scrub-text.js';

const secretName =
  /authori[sz]ation|cookie|passw|secret|token|api[-_]?key|private[-_]?key|email|phone|credential|otp\b|x-hub-internal/iu;

const mask = '[redacted]';

const depthMax = 6;
const itemsMax = 100;
const nameLengthMax = 100;
const textLengthMax = 1_000;
/** Ten frames of a stack. */
const framesLengthMax = 1_500;

/** Characters that the fields of one line may still take: what comes after is left out. */
interface Budget {
  left: number;
}

const lineLengthMax = 6_000;

/**
 * Copies the fields of a log line with every value under a telling name replaced, at any depth to six, and without
 * secrets in texts. Texts, lists and the whole are cut, so that the work is bounded whatever a client sent.
 *
 * Errors become name, message, code, stack and cause. Deeper values become `[deep]`. Never throws on cycles.
 */
export function redactFields(fields: object): Record<string, unknown> {
  return redactEntries(fields, 1, { left: lineLengthMax });
}

/** The message of a line, as short and clean as its fields. */
export function redactText(text: string): string {
  return scrubbedCut(text, textLengthMax);
}

function redactEntries(value: object, depth: number, budget: Budget): Record<string, unknown> {
  const copied: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value).slice(0, itemsMax)) {
    if (budget.left <= 0) break;
    const name = cutText(key, nameLengthMax);
    budget.left -= name.length;
    copied[name] = redactValue({ name, value: item, depth, budget });
  }
  return copied;
}

interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly depth: number;
  readonly budget: Budget;
}

function redactValue({ name, value, depth, budget }: Field): unknown {
  if (secretName.test(name) && value !== null && value !== undefined) return mask;
  if (typeof value === 'string') return spend(budget, scrubbedCut(value, Math.min(textLengthMax, budget.left)));
  if (typeof value === 'bigint') return cutText(value.toString(), nameLengthMax);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > depthMax) return '[deep]';
  if (types.isNativeError(value)) return redactError(value, depth, budget);
  if (Array.isArray(value)) return redactItems(value, depth, budget);
  if (value instanceof Set || value instanceof Map) return `[${value.size} entries]`;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return redactEntries(value, depth + 1, budget);
}

function redactItems(values: readonly unknown[], depth: number, budget: Budget): unknown[] {
  const copied: unknown[] = [];
  for (const value of values.slice(0, itemsMax)) {
    if (budget.left <= 0) break;
    budget.left -= 1;
    copied.push(redactValue({ name: '', value, depth: depth + 1, budget }));
  }
  return copied;
}

function redactError(error: Error, depth: number, budget: Budget): Record<string, unknown> {
  const message = spend(budget, redactText(error.message));
  const code = 'code' in error ? { code: redactValue({ name: '', value: error.code, depth, budget }) } : {};
  const stack = spend(budget, stackOf(error, message));
  if (error.cause === undefined || budget.left <= 0) return { type: error.name, message, ...code, stack };
  const cause = redactValue({ name: '', value: error.cause, depth: depth + 1, budget });
  return { type: error.name, message, ...code, stack, cause };
}

/** The frames behind the message as it was cut: the text that an error carries begins with the whole of it. */
function stackOf({ name, stack = '' }: Error, message: string): string {
  const start = stack.indexOf('\n    at ');
  return `${name}: ${message}${start === -1 ? '' : scrubbedCut(stack.slice(start), framesLengthMax)}`;
}

function spend(budget: Budget, text: string): string {
  budget.left -= text.length;
  return text;
}
