import { afterAll, describe, expect, test } from '@jest/globals';
import { sampleOperations } from '@hub/gateway/sample-operations';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
afterAll(() => world.close());
const named = sampleOperations.map((operation) => [/query (\w+)/u.exec(operation.query)?.[1], operation] as const);

describe('an operation that the landing page opens with', () => {
  test.each(named)('runs as it stands: %s', async (_name, { query, needsSignIn }) => {
    const { status, errors } = await world.hub.ask(query, needsSignIn ? { as: world.own.people.viewer } : {});

    expect([status, errors]).toEqual([200, []]);
  });

  test('is there for strangers too', () => {
    expect(sampleOperations[0]?.needsSignIn).toBe(false);
  });
});
