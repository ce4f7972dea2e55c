import { z } from 'zod';
import { processEnvironment, type Environment } from './environment.js';

/** One thing wrong with the environment. Never holds the value that was given. */
export interface ConfigProblem {
  /** Name of the environment variable. */
  readonly variable: string;
  /** What is wrong, as a sentence. */
  readonly problem: string;
  /** A value that would do, from the schema's `.meta({ example })`. */
  readonly example: string | undefined;
}

/** Thrown by {@link loadConfig}: lists every problem at once, so that one start is enough to see them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(render(problems));
    this.problems = problems;
  }
}

/**
 * Reads typed configuration from environment variables; the keys of the schema are the variable names.
 *
 * An empty variable counts as absent, so `PORT=` means the default. Variables the schema does not name are ignored.
 * The result is frozen. Values, secret or not, never appear in the error.
 *
 * @throws {ConfigError} listing every variable that is missing or wrong.
 */
export function loadConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Environment = processEnvironment(),
): Readonly<z.output<z.ZodObject<Shape>>> {
  const values = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, env[name]?.trim()])
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(values);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(result.error.issues.map((issue) => problemOf(issue, schema, values)));
}

function problemOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodObject,
  values: Readonly<Record<string, unknown>>,
): ConfigProblem {
  const variable = String(issue.path[0] ?? '(several)');
  const field = Object.hasOwn(schema.shape, variable) ? schema.shape[variable] : undefined;
  const value = values[variable];
  return {
    variable,
    problem: value === undefined && field !== undefined ? 'is missing' : withoutValue(issue.message, value),
    example: exampleOf(field),
  };
}

/** Shorter values are words such as `tru`, which also occur in honest messages. */
const hiddenLengthMin = 6;

/** A refinement written elsewhere may quote what it was given; this is the last place to stop it. */
function withoutValue(message: string, value: unknown): string {
  return typeof value === 'string' && value.length >= hiddenLengthMin ? message.replaceAll(value, '(hidden)') : message;
}

function exampleOf(field: unknown): string | undefined {
  if (!(field instanceof z.ZodType)) return undefined;
  const example = field.meta()?.['example'];
  if (example === undefined && (field instanceof z.ZodDefault || field instanceof z.ZodOptional))
    return exampleOf(field.unwrap());
  return typeof example === 'string' || typeof example === 'number' ? String(example) : undefined;
}

function render(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ variable, problem, example }) => {
    const hint = example === undefined ? '' : ` (for example ${variable}=${example})`;
    return `  ${variable}: ${problem}${hint}`;
  });
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  return [`${count} with the environment:`, ...lines].join('\n');
}
