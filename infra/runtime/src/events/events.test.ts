import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { renderEventPage } from './documentation.js';
import { changesBetween, eventCatalogue } from './events.js';

describe('the catalogue', () => {
  test('has each name once, as the database takes it, with a service that may write it', () => {
    const names = eventCatalogue.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(name).toMatch(/^(?:identity|tenders|workspace|insights|analytics)\.[a-z_]+(?:\.[a-z_]+)?$/u);
  });

  test('is what the page shows', () => {
    const page = readFileSync(new URL('./README.md', import.meta.url), 'utf8');

    expect(page).toBe(renderEventPage());
  });
});

describe('changes between two states', () => {
  test('name the fields that differ, in order, with long texts cut', () => {
    const before = { name: 'Pipes', notes: null, at: new Date(0), count: 1 };
    const after = { name: 'Pipes', notes: 'x'.repeat(500), at: new Date(1), count: 2 };

    expect(changesBetween(['count', 'name', 'notes', 'at'], before, after)).toEqual([
      { field: 'count', before: 1, after: 2 },
      { field: 'notes', before: null, after: `${'x'.repeat(200)}…` },
      { field: 'at', before: '1970-01-01T00:00:00.000Z', after: '1970-01-01T00:00:00.001Z' },
    ]);
  });

  test('are none where all is the same', () => {
    expect(changesBetween(['at'], { at: new Date(5) }, { at: new Date(5) })).toEqual([]);
  });
});
