import { z } from 'zod';

/** A TCP port, 1 to 65535. */
export function port(): z.ZodType<number> {
  return integer({ min: 1, max: 65_535, example: 4000 });
}

/** Bounds of {@link integer}, both inclusive. */
export interface IntegerBounds {
  readonly min: number;
  readonly max: number;
  readonly example?: number;
}

/** A whole number written in decimal digits; `1e3`, `0x10` and `1.0` are refused. */
export function integer({ min, max, example = min }: IntegerBounds): z.ZodType<number> {
  return z
    .string()
    .regex(/^-?\d{1,15}$/u, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .meta({ example });
}

/** `true` or `false`, nothing else: `0`, `no` and `False` are refused instead of guessed. */
export function flag(): z.ZodType<boolean> {
  return z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .meta({ example: 'true' });
}

/** One of a few words, such as `on` and `off`. A word that is not documented is refused, never guessed. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words): z.ZodType<Words[number]> {
  return z.enum(words, `must be ${words.join(' or ')}`).meta({ example: words[0] });
}

/** A switch: `on` or `off`, nothing else. */
export function onOff(): z.ZodType<boolean> {
  return word(['on', 'off'])
    .transform((state) => state === 'on')
    .meta({ example: 'on' });
}

const hubEnvironments = ['development', 'production'] as const;

/** What an installation is for: `development` at a person's own machine and in tests, `production` everywhere else. */
export type HubEnvironment = (typeof hubEnvironments)[number];

/** `HUB_ENVIRONMENT`: required of every process, so that none is open by accident. */
export function hubEnvironment(): z.ZodType<HubEnvironment> {
  return word(hubEnvironments).meta({ example: 'production' });
}

/** A URL with one of the given protocols, such as `['redis:', 'rediss:']`. The text comes back unchanged. */
export function url(protocols: readonly [string, ...string[]], example?: string): z.ZodType<string> {
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
      message: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    })
    .meta({ example: example ?? `${protocols[0]}//127.0.0.1` });
}

/** A secret of at least `lengthMin` characters (default 32). Its value never appears in an error. */
export function secret(lengthMin = 32): z.ZodType<string> {
  return z
    .string()
    .min(lengthMin, `must have at least ${lengthMin} characters`)
    .meta({ example: `${lengthMin} or more random characters` });
}

/** Values separated by commas; blanks round them and empty ones are dropped. */
export function list(example = 'one,two'): z.ZodType<readonly string[]> {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .meta({ example });
}
