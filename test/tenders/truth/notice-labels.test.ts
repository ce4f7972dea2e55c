import { expect, test } from '@jest/globals';
import { describeWithData } from '../shared-data.js';
import { judgeNotices } from './judge-notices.js';

describeWithData('kinds of real notices', () => {
  test('that are no plain tenders are found, and no others', () => {
    const { notices, labelled, recall, precision } = judgeNotices();

    expect([notices, labelled]).toEqual([632, 63]);
    expect(recall).toBeGreaterThanOrEqual(0.95);
    expect(precision).toBeGreaterThanOrEqual(0.98);
  });
});
