// cspell:ignore contruction
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { casesFolder, describeWithCases } from '../shared-data.js';
import { answers } from './case-answers.js';
import { asOlderReadersLeftThem } from './older-rows.js';
import { truthKit, type TruthKit } from './truth-kit.js';

const names = Object.keys(answers);

/** Imports the input of every case; answers how each import ended. */
async function importAll(kit: TruthKit): Promise<Map<string, string>> {
  const ended = new Map<string, string>();
  for (const [name, { file = 'input.json' }] of Object.entries(answers))
    ended.set(name, (await kit.feedFile(`${casesFolder}/${name}/${file}`)).status);
  return ended;
}

const ways: [string, (kit: TruthKit) => Promise<Map<string, string>>][] = [
  ['imported fresh', importAll],
  [
    'imported over rows as older code made them',
    async (kit) => {
      await importAll(kit);
      await asOlderReadersLeftThem(kit.database);
      const { tendersRead } = await kit.reread();
      expect(tendersRead).toBeGreaterThan(0);
      return importAll(kit);
    },
  ],
];

describeWithCases('a case of public reports', () => {
  describe.each(ways)('%s', (_way, importThem) => {
    let kit: TruthKit;
    let ended: Map<string, string>;
    beforeAll(async () => {
      kit = await truthKit('2026-11-28T22:00:00Z');
      ended = await importThem(kit);
    });
    afterAll(() => kit.close());

    test.each(names)('%s', async (name) => {
      const expected = answers[name];
      expect(ended.get(name)).toBe(expected?.status ?? 'SUCCEEDED');
      await expected?.check(kit);
    });
  });
});
