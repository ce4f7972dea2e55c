import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createStemLookup } from '@hub/tenders/imports/stem-lookup';
import { importKit, type ImportKit } from './import-kit.js';

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());

const textsOf = (title: string) => ({ A: title, B: '', C: '', D: '' });
// Letters only: words with digits are not looked up.
const spelt = (index: number): string =>
  Array.from(String(index), (digit) => String.fromCharCode(97 + Number(digit))).join('');

test('words are asked for once, until there are more than 50,000', async () => {
  const client = await kit.pool.connect();
  try {
    const query = jest.spyOn(client, 'query');
    const lookup = createStemLookup();
    const lexemesOf = async (...titles: string[]): Promise<string[][]> => {
      query.mockClear();
      const vectors = await lookup.vectorsOf(client, titles.map(textsOf));
      return vectors.map((vector) => [...vector.keys()]);
    };
    // Of each statement its first parameter: the words asked for, and those kept for correcting.
    const sent = (): unknown[] =>
      query.mock.calls.map(([, values]: unknown[]) => (Array.isArray(values) ? values[0] : null));

    expect(await lexemesOf('The reservoirs', 'reservoirs again')).toEqual([['reservoir'], ['reservoir']]);
    expect(sent()).toEqual([
      ['the', 'reservoirs', 'again'],
      ['reservoirs', 'again'],
    ]);
    await lexemesOf('again the reservoirs');
    expect(sent()).toEqual([]);
    await lexemesOf(Array.from({ length: 49_997 }, (_, index) => `q${spelt(index)}`).join(' '));
    await lexemesOf('again the reservoirs', 'one more');
    expect(sent()).toEqual([['one', 'more'], ['more']]);
    await lexemesOf('again the reservoirs');
    expect(sent()).toEqual([
      ['again', 'the', 'reservoirs'],
      ['again', 'reservoirs'],
    ]);
  } finally {
    client.release();
  }
});
