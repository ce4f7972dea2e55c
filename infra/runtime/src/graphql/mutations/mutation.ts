import { z } from 'zod';
import { isStorableText, plainIssue } from '../../values/values.js';
import { decodeId, decodeIdOrNull } from '../ids/global-id.js';
import { invalidInput, type InputProblem, type InvalidInput, type UserErrorCode } from './user-errors.js';

/** A schema, or one that depends on the context of the request: on settings, never on rows. */
type InputSchema<Parsed, Context> = z.ZodType<Parsed> | ((context: Context) => z.ZodType<Parsed>);

/**
 * The resolver of a mutation: its `input` is parsed, and what the service returns is the answer. Input that the schema
 * refuses is answered with `InvalidInput` and every problem at once; the service is then not called.
 *
 * @throws HubError `BAD_USER_INPUT` for an id that is malformed or of another type (see {@link idOf}).
 */
export function mutation<Parsed, Context, Result>(
  schema: InputSchema<Parsed, Context>,
  service: (context: Context, input: Parsed) => Promise<Result>,
): (parent: unknown, args: { input: unknown }, context: Context) => Promise<Result | InvalidInput> {
  return async (_parent, { input }, context) => {
    const parsed = (typeof schema === 'function' ? schema(context) : schema).safeParse(input, {
      reportInput: true,
      error: plainIssue,
    });
    return parsed.success ? service(context, parsed.data) : refusalOf(parsed.error);
  };
}

/** The answer to input that a schema has refused. Messages are the schema's own; a null where none may be has ours. */
export function refusalOf({ issues }: z.ZodError, root: readonly string[] = []): InvalidInput {
  const [first, ...others] = issues.map((issue) => problemOf(issue, root));
  // A ZodError without an issue cannot be; the whole input is then what is wrong.
  return invalidInput(
    first ?? { path: [...root], code: 'INVALID_VALUE', message: 'The input is not accepted.' },
    ...others,
  );
}

/**
 * The row's UUID in a client's id of a type, or of another type whose rows may be named in its place.
 * @throws HubError `BAD_USER_INPUT` for one that is malformed or of another type.
 */
export function idOf(typeName: string, ...otherNames: readonly string[]): z.ZodType<string> {
  return z.string().transform((id) => {
    const other = otherNames.find((name) => decodeIdOrNull(name, id) !== null);
    return decodeId(other ?? typeName, id);
  });
}

/** A field of a new row: null means the same as left out. */
export function optional<Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> {
  return schema.nullish().transform((value): Value | undefined => value ?? undefined);
}

/** The name that a client gives a creating request so that it can send it again (see `oncePerKey`). */
export function idempotencyKey(): z.ZodType<string | undefined> {
  const message = 'idempotencyKey must be 1 to 100 visible ASCII characters, such as a UUID.';
  return optional(z.string().regex(/^[\x21-\x7e]{1,100}$/, message));
}

function problemOf(issue: z.core.$ZodIssue, root: readonly string[]): InputProblem {
  const path = [...root, ...issue.path.map(String)];
  if (issue.input === null)
    return { path, code: 'REQUIRED', message: `${path.join('.')} cannot be null. Leave it out to keep it as it is.` };
  return { path, code: codeOf(issue), message: sentenceOf(issue.message, path) };
}

// Sentences of a schema stand as they are; those of `plainIssue` continue the name of the field.
function sentenceOf(message: string, path: readonly string[]): string {
  return /^(?:must|is not) /u.test(message) ? `${path.join('.') || 'The input'} ${message}.` : message;
}

function codeOf(issue: z.core.$ZodIssue): UserErrorCode {
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'TOO_SHORT' : 'OUT_OF_RANGE';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'TOO_LONG' : 'OUT_OF_RANGE';
  return 'INVALID_VALUE';
}

/** Text of a field, trimmed, of so many characters; its problems name the field. */
export function textOf(name: string, lengthMax: number, lengthMin = 1): z.ZodType<string> {
  const message =
    lengthMin === 0
      ? `${name} may have at most ${lengthMax} characters.`
      : `${name} must have ${lengthMin} to ${lengthMax} characters.`;
  return z
    .string()
    .trim()
    .min(lengthMin, message)
    .max(lengthMax, message)
    .refine(isStorableText, `${name} holds a character that is not text.`);
}
