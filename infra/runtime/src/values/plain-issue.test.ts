import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { plainIssue } from './plain-issue.js';

test.each<[z.ZodType, unknown, string]>([
  [z.string(), 1, 'must be a text'],
  [z.number(), 'a', 'must be a number'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.boolean(), 'yes', 'must be true or false'],
  [z.array(z.string()), 'a', 'must be a list'],
  [z.object({}), 'a', 'must be an object'],
  [z.int().min(1), 0, 'must be at least 1'],
  [z.int().max(9), 10, 'must be at most 9'],
  [z.number().positive(), 0, 'must be more than 0'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string().min(3), 'ab', 'must have at least 3 characters'],
  [z.string().max(3), 'abcd', 'must have at most 3 characters'],
  [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entries'],
  [z.uuid(), 'a', 'must be an id'],
  [z.iso.datetime(), 'a', 'must be a date and time with an offset, such as 2026-03-31T12:00:00Z'],
  [z.url(), 'a', 'must be an address, such as https://example.org'],
  [z.string().regex(/^a$/u), 'b', 'must be in the form that is described for it'],
  [z.enum(['A', 'B']), 'C', 'must be one of A, B'],
  [z.literal('A'), 'C', 'must be A'],
  [z.number().multipleOf(5), 3, 'must be a multiple of 5'],
  [z.strictObject({}), { colour: 1 }, 'must not have colour'],
  [z.union([z.string(), z.number()]), true, 'is not accepted'],
  [z.string().min(3, 'Give three letters.'), 'ab', 'Give three letters.'],
])('%# says in plain English what is wrong', (schema, value, message) => {
  expect(schema.safeParse(value, { error: plainIssue }).error?.issues[0]?.message).toBe(message);
});
