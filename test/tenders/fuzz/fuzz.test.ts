import { expect, test } from '@jest/globals';
import { describeWithData } from '../shared-data.js';
import { fuzzTenders } from './fuzz-tenders.js';

describeWithData('mutated releases of real publishers', () => {
  test('are imported or set aside with a reason, answer every query, and go out as valid OCDS', async () => {
    const { sent, imported, setAside, refusals, tendersRead, errors, invalid, edge } = await fuzzTenders(600);

    expect([...errors, ...refusals]).toEqual([]);
    expect(invalid).toEqual([]);
    expect([edge.faults, edge.invalid]).toEqual([[], []]);
    expect([edge.sent, edge.exported > 60]).toEqual([120, true]);
    const aside = Object.values(setAside).reduce((sum, count) => sum + count, 0);
    expect([imported + aside, tendersRead > 300, aside > 0]).toEqual([sent, true, true]);
  });
});
