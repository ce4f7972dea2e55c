import { afterAll, describe, expect, test } from '@jest/globals';
import { errorRegistry, httpStatusOf } from '@hub/runtime/errors';
import { getNamedType, isInputObjectType } from 'graphql';
import { z } from 'zod';
import { apiSchemaOf } from '../kit/api-schema.js';
import type { Answer } from '../kit/hub.js';
import { inputPlacesOf, type InputPlace } from '../kit/input-places.js';
import { openWorld } from '../kit/world.js';

/*
 * Each wrong value of each argument of each operation, made from the SDL, is answered in one of the documented shapes: the
 * request refused with coded errors, a field refused with one, or a result that says what is wrong beside its field.
 */
const world = await openWorld();
const { hub, own } = world;
const schema = await apiSchemaOf(hub);
const places = inputPlacesOf(schema, own.ids);
afterAll(() => world.close());

/** Values of other types than the one that is declared. */
const otherTypes: Readonly<Record<string, readonly unknown[]>> = {
  String: [1, true, {}, [[]], { text: 'a' }],
  ID: [1.5, true, {}, [[]]],
  Int: ['1', 1.5, true, {}, 2_147_483_648],
  Float: ['1', true, {}],
  Boolean: ['true', 1, {}],
  DateTime: [1, true, {}, 'tomorrow', '2026-03-31'],
  Date: [1, true, {}, 'tomorrow', '2026-03-31T00:00:00Z'],
  Decimal: [true, {}, 'one', '1,5'],
};

/** Values of the type that is declared, which mean nothing here. */
const meaningless: Readonly<Record<string, readonly unknown[]>> = {
  String: ['', ' ', '\u0001', 'x'.repeat(20_000)],
  ID: ['', '42', 'VGVuZGVyOg', Buffer.from('Nothing:1').toString('base64url')],
  Int: [-2_147_483_648, -1, 2_147_483_647],
  Float: [-1.7976931348623157e308],
  DateTime: ['0001-01-01T00:00:00Z'],
  Date: ['0001-01-01'],
  Decimal: ['-999999999999999999.999999'],
};

const codes = z.enum(Object.keys(errorRegistry) as [string, ...string[]]);
const problem = z.object({ path: z.array(z.string()).min(1), code: z.string(), message: z.string().min(1) });
const topLevel = z.object({
  message: z.string().min(1).max(400),
  extensions: z.object({
    code: codes.refine((code) => httpStatusOf(code) < 500),
    requestId: z.string().min(1),
    details: z.record(z.string(), z.unknown()).optional(),
    retryAfterSeconds: z.number().optional(),
  }),
});
// What is wrong with an argument is said beside its place, whoever found it.
const ofInput = z.object({ extensions: z.object({ details: z.object({ problems: z.array(problem).min(1) }) }) });
// Words in which the library that checks input speaks on its own.
const libraryWords =
  /Invalid input|Invalid option|Unrecognized key|Too (?:big|small)|expected (?:string|number|int|object|array|boolean|one of)|Invalid (?:UUID|ISO|URL|string|email|discriminator)|received (?:undefined|null|string|number|array|object)/u;
const userError = z.looseObject({
  __typename: z.string(),
  code: z.string().optional(),
  message: z.string().min(1).optional(),
  path: z.array(z.string()).nullish(),
  problems: z.array(problem).min(1).optional(),
});

/** Names of the fields of a mutation's input, which a problem may stand beside. */
function fieldsBeside({ coordinate }: InputPlace): readonly string[] | null {
  const name = /^Mutation\.(\w+)\(input/u.exec(coordinate)?.[1];
  const input = name === undefined ? undefined : schema.getMutationType()?.getFields()[name]?.args[0]?.type;
  const type = input && getNamedType(input);
  return isInputObjectType(type) ? Object.keys(type.getFields()) : null;
}

/** What is wrong with an answer; null when it has one of the documented shapes. */
function complaintAbout({ status, data, errors, text }: Answer, place: InputPlace): string | null {
  const say = (what: string): string => `${what}: ${status} ${text.slice(0, 500)}`;
  if (status >= 500) return say('our own fault');
  if (libraryWords.test(text)) return say("a library's words");
  const ofWrongInput = errors.filter(({ extensions }) => extensions['code'] === 'BAD_USER_INPUT');
  if (!z.array(ofInput).safeParse(ofWrongInput).success) return say('wrong input without its place');
  if (errors.length > 0) {
    const isDocumented = z.array(topLevel).max(10).safeParse(errors);
    return isDocumented.success ? null : say('an error of another shape');
  }
  if (data === null) return say('neither data nor errors');
  const fields = fieldsBeside(place);
  if (fields === null) return null;
  const result = userError.safeParse(Object.values(data)[0]);
  if (!result.success) return say('a result of another shape');
  const paths = [result.data.path ?? [], ...(result.data.problems ?? []).map(({ path }) => path)];
  const strange = paths.find(([first]) => first !== undefined && !fields.includes(first));
  return strange === undefined ? null : say(`a path that the client did not send, ${strange.join('.')}`);
}

const named = places.map((place) => [place.coordinate, place] as const);
const ask = (place: InputPlace, value: unknown): Promise<Answer> => {
  const { query, variables } = place.inArgument(value);
  return hub.ask(query, { variables, as: own.people.owner });
};

describe('a wrong value', () => {
  test.each(named)('of another type is refused with a coded error as %s', async (_name, place) => {
    const complaints: (string | null)[] = [];
    for (const value of otherTypes[place.scalar] ?? []) {
      const answer = await ask(place, value);
      const isRefused = answer.status === 400 && answer.data === null && answer.errors.length > 0;
      complaints.push(
        isRefused
          ? complaintAbout(answer, place)
          : `${JSON.stringify(value)} was taken: ${answer.status} ${answer.text}`,
      );
    }

    expect(complaints.length > 0 || place.scalar === 'JSON').toBe(true);
    expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
  });

  test.each(named)('without meaning is answered in one of the documented shapes as %s', async (_name, place) => {
    const complaints: (string | null)[] = [];
    for (const value of meaningless[place.scalar] ?? [])
      complaints.push(complaintAbout(await ask(place, value), place));

    expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
  });
});
