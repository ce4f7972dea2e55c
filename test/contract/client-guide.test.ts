import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { documentLimits } from '@hub/gateway/limits';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
afterAll(() => world.close());

interface Example {
  readonly name: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  /** Whether a reader would have to be signed in. */
  readonly needsSignIn: boolean;
}

/** Operations of the guide with the variables that follow them. Ids stand there as `<Tender>`. */
function examplesOf(text: string): Example[] {
  const blocks = [...text.matchAll(/```graphql\n(?<query>[\s\S]*?)```(?:\s*```json\n(?<variables>[\s\S]*?)```)?/gu)];
  return blocks.map(({ groups }) => {
    const query = groups?.['query'] ?? '';
    return {
      query,
      name: /(?:query|mutation) (\w+)/u.exec(query)?.[1] ?? query,
      variables: JSON.parse(withIds(groups?.['variables'] ?? '{}')),
      needsSignIn: !query.includes('# Without signing in.'),
    };
  });
}

function withIds(text: string): string {
  return text.replaceAll(/<(\w+)>/gu, (_mark, type: string) => {
    if (type === 'Untracked') return world.untracked;
    const id = world.own.ids[type];
    if (id === undefined) throw new Error(`The guide names a ${type}, of which there is none.`);
    return id;
  });
}

const guide = readFileSync(join(import.meta.dirname, '../../gateway/README.md'), 'utf8');
const examples = examplesOf(guide).map((example) => [example.name, example] as const);

describe('the guide for client developers', () => {
  test('has an operation for each journey', () => {
    expect(examples.map(([name]) => name)).toEqual([
      'SignIn',
      'Refresh',
      'FindTenders',
      'TenderPage',
      'Changes',
      'Acknowledge',
      'Override',
      'Track',
      'UpdateEntry',
      'TrackMany',
      'SaveSearch',
      'Alerts',
      'Export',
      'Exports',
      'OwnSource',
      'Figures',
    ]);
  });

  test.each(examples)('runs as it stands: %s', async (_name, { query, variables, needsSignIn }) => {
    const { status, errors, data } = await world.hub.ask(query, {
      variables,
      ...(needsSignIn && { as: world.own.people.admin }),
    });

    expect([status, errors]).toEqual([200, []]);
    expect(data).not.toBeNull();
  });

  test('says the limits that hold', async () => {
    const { anonymous, user, partner } = documentLimits.cost;

    for (const limit of [anonymous, user, partner]) expect(guide).toContain(limit.toLocaleString('en-US'));
    expect(guide).toContain(`depth ${documentLimits.depthMax}, ${documentLimits.heightMax} fields`);
    expect(guide).toContain(`${documentLimits.aliasesMax} aliases, ${documentLimits.rootFieldsMax} root fields`);
  });
});
