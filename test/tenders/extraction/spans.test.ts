import { expect, test } from '@jest/globals';
import { readBbbee, readBriefing, readCidb, readPreference } from '@hub/tenders/facts';
import { describeWithData, ocdsFolder } from '../shared-data.js';
import { readAdvertisedTexts } from './advertised-texts.js';

describeWithData('facts in real texts', () => {
  test('each is exactly the part of the text that its span names', async () => {
    let facts = 0;
    const wrong: string[] = [];
    for (const { row, text } of await readAdvertisedTexts(ocdsFolder)) {
      const [cidb, bbbee, preference, briefing] = [
        readCidb(text),
        readBbbee(text),
        readPreference(text),
        readBriefing(text),
      ];
      const read = [
        ...cidb.designations,
        ...bbbee.levels,
        ...bbbee.enterprises,
        ...preference.systems,
        ...preference.goals,
        ...(briefing === null ? [] : [briefing]),
      ];
      const spans = [...read.map(({ span }) => span), ...cidb.notApplicable];
      facts += spans.length;
      if (spans.some((span) => span.text === '' || text.slice(span.start, span.end) !== span.text)) wrong.push(row);
    }
    expect(wrong).toEqual([]);
    expect(facts).toBeGreaterThan(800);
  });
});
