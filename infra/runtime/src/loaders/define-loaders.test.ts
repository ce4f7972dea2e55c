import { describe, expect, test } from '@jest/globals';
import { defineLoaders } from './define-loaders.js';
import { createByIdLoader } from './loaders.js';

describe('the loaders of a request', () => {
  test('a loader is made when it is first read, and only then', () => {
    const made: string[] = [];
    const createLoaders = defineLoaders({
      entry: (team: string) => ({ nth: made.push(`entry of ${team}`) }),
      tender: (team: string) => ({ nth: made.push(`tender of ${team}`) }),
    });
    const loaders = createLoaders('acme');
    expect(made).toEqual([]);

    const [first, second] = [loaders.entry, loaders.entry];

    expect(second).toBe(first);
    expect(made).toEqual(['entry of acme']);
  });

  test('two requests share no loader, whatever each may reach', async () => {
    const createLoaders = defineLoaders({
      row: ({ team }: { team: string }) => createByIdLoader(async (ids) => ids.map((id) => ({ id, team }))),
    });
    const [acme, umbrella] = [createLoaders({ team: 'acme' }), createLoaders({ team: 'umbrella' })];

    const rows = await Promise.all([acme.row.load('a'), umbrella.row.load('a')]);

    expect(rows).toEqual([
      { id: 'a', team: 'acme' },
      { id: 'a', team: 'umbrella' },
    ]);
  });
});
