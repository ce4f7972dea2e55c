import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { encodeId } from '../ids/global-id.js';
import { idOf, mutation, optional, textOf } from './mutation.js';

const id = '0190a1b2-0000-7000-8000-000000000001';
const schema = z.object({
  id: idOf('Entry'),
  name: textOf('name', 5),
  count: optional(z.int().max(3, 'count must be from 0 to 3.')),
  status: z.enum(['OPEN']).exactOptional(),
});
const resolve = mutation(schema, async (_context: object, input) => ({ __typename: 'Done', input }));

describe('a mutation', () => {
  test('hands the parsed input to its service and answers what that returns', async () => {
    expect(await resolve({}, { input: { id: encodeId('Entry', id), name: ' abc ', count: null } }, {})).toEqual({
      __typename: 'Done',
      input: { id, name: 'abc', count: undefined },
    });
  });

  test('answers input that its schema refuses with every problem at its path, and does not call the service', async () => {
    const input = { id: encodeId('Entry', id), name: 'too long', count: 9, status: null };

    expect(await resolve({}, { input }, {})).toEqual({
      __typename: 'InvalidInput',
      code: 'INVALID_INPUT',
      message:
        'name must have 1 to 5 characters. count must be from 0 to 3. status cannot be null. Leave it out to keep it as it is.',
      path: ['name'],
      problems: [
        { path: ['name'], code: 'TOO_LONG', message: 'name must have 1 to 5 characters.' },
        { path: ['count'], code: 'OUT_OF_RANGE', message: 'count must be from 0 to 3.' },
        { path: ['status'], code: 'REQUIRED', message: 'status cannot be null. Leave it out to keep it as it is.' },
      ],
    });
  });

  test('throws BAD_USER_INPUT for the id of another type', async () => {
    await expect(resolve({}, { input: { id: encodeId('Team', id), name: 'abc' } }, {})).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
