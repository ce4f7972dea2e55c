import { expect, test } from '@jest/globals';
import { createImportMemory, remember } from './import-memory.js';

const none = new Map<string, string>();

test('organisations are remembered up to 50,000 and then forgotten all at once', () => {
  const memory = createImportMemory();
  const first = new Map(Array.from({ length: 50_000 }, (_, index) => [`buyer ${index}`, `id ${index}`]));
  remember(memory, { buyers: first, suppliers: none });
  remember(memory, { buyers: new Map([['one more', 'a']]), suppliers: new Map([['a record', 'b']]) });
  expect([memory.buyers.size, memory.buyers.get('buyer 0'), memory.buyers.get('one more')]).toEqual([
    50_001,
    'id 0',
    'a',
  ]);
  remember(memory, { buyers: new Map([['the next', 'c']]), suppliers: none });
  expect([...memory.buyers]).toEqual([['the next', 'c']]);
  expect([...memory.suppliers]).toEqual([['a record', 'b']]);
});
