import { describe, expect, test } from '@jest/globals';
import { cidbKeys, readTenderFacts, type ReadableTender } from './read-tender-facts.js';

const silent: ReadableTender = { title: 'A tender', description: null, specialConditions: null, hasBriefings: false };
const read = (tender: Partial<ReadableTender>) => readTenderFacts({ ...silent, ...tender });
const keysOf = (description: string) => cidbKeys(read({ description }));

describe('facts of a tender', () => {
  test('are none where the text says nothing', () => {
    expect(read({ description: 'Supply of pipes' })).toEqual({
      cidb: null,
      bbbee: null,
      preference: null,
      briefing: null,
    });
  });

  test('name the field and the place in it', () => {
    const texts = { title: 'Repair of a roof, CIDB 3GB', description: 'Terms apply.\n80/20 preference points.' };
    const { cidb, preference } = read(texts);
    expect(cidb?.designations[0]?.span).toEqual({ field: 'TITLE', start: 23, end: 26, text: '3GB' });
    expect(preference?.systems[0]?.span).toEqual({ field: 'DESCRIPTION', start: 13, end: 18, text: '80/20' });
  });

  test('are read in the description where the title only repeats its beginning', () => {
    const description = 'Repair  of a roof,\nCIDB 3GB, at the school';
    for (const title of ['Repair of a roof, CIDB 3GB, at the school', 'Repair of a roof, CIDB 3GB…'])
      expect(read({ title, description }).cidb?.designations.map(({ span }) => span)).toEqual([
        { field: 'DESCRIPTION', start: 24, end: 27, text: '3GB' },
      ]);
  });

  test('are understood across fields, and stand where they end', () => {
    const { cidb } = read({ description: 'Bidders need a CIDB grading of', specialConditions: '7 or higher' });
    expect(cidb?.designations).toEqual([
      {
        grade: 7,
        classOfWorks: null,
        isPotentiallyEmerging: false,
        isOrHigher: true,
        alternatives: 1,
        span: { field: 'SPECIAL_CONDITIONS', start: 0, end: 11, text: '7 or higher' },
      },
    ]);
  });

  test('have no briefing where the publisher states one in fields of its own', () => {
    const description = 'A compulsory briefing session will be held.';
    expect(read({ description }).briefing).toEqual({
      isCompulsory: true,
      span: { field: 'DESCRIPTION', start: 2, end: 29, text: 'compulsory briefing session' },
    });
    expect(read({ description, hasBriefings: true }).briefing).toBeNull();
  });

  test('tell what proves a claim to points', () => {
    const description =
      'SPECIFIC GOALS: women = 5 points, youth = 15 points Bidders that fail to submit proof will not be allocated points. Submit proof of address.';
    expect(read({ description }).preference?.proof.map(({ text }) => text)).toEqual([
      'Bidders that fail to submit proof will not be allocated points',
    ]);
  });

  test('tell that the CIDB is named without a grading, and of potentially emerging contractors', () => {
    const { cidb } = read({
      description: 'Roads. Bidders must be CIDB registered; potentially emerging contractors may bid.',
    });
    expect([cidb?.mention?.text, cidb?.emerging?.text]).toEqual([
      'Bidders must be CIDB registered',
      'potentially emerging',
    ]);
    expect(cidb?.designations).toEqual([]);
  });

  test('never halve a character', () => {
    for (let shift = 0; shift < 4; shift += 1) {
      const description = `${'x'.repeat(shift)}${'😀'.repeat(200)} CIDB ${'😀'.repeat(200)}`;
      const mention = read({ description }).cidb?.mention;
      expect(mention?.text.isWellFormed()).toBe(true);
      expect(description.slice(mention?.start, mention?.end)).toBe(mention?.text);
    }
  });

  test('stay few in texts made to be slow', () => {
    const texts = [
      '7CE PE ',
      'no CIDB ',
      'compulsory site ',
      'CIDB grade ',
      '80/20 women = 5 points ',
      'level 1 B-BBEE ',
    ];
    for (const text of texts) {
      const facts = read({ description: text.repeat(100_000 / text.length) });
      expect(JSON.stringify(facts).length).toBeLessThan(50_000);
    }
  });
});

describe('what a tender is found by', () => {
  test.each([
    ['CIDB grading of 7CE or higher', ['CE7']],
    ['CIDB 4SI or 4ME', ['SI4', 'ME4']],
    ['CIDB 8EP/ME or higher', ['EP8', 'ME8']],
    ['CIDB GRADE FOUR (4) or higher', ['*4']],
    ['CIDB Grade: CE or higher', ['CE*']],
    ['CIDB 2CE to 5CE', ['CE2']],
    ['CIDB 7CE and 5GB', ['CE7', 'GB5']],
    ['CIDB 6CEPE or higher', ['CE6PE']],
    ['CIDB grading: N/A', []],
    ['Laptops with 8 GB memory', []],
  ])('%s', (description, keys) => {
    expect(keysOf(description)).toEqual(keys);
  });
});
