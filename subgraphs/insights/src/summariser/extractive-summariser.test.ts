import { describe, expect, test } from '@jest/globals';
import { cleanText, countWords } from './clean-text.js';
import { summarise, type SummarySource } from './extractive-summariser.js';

const nothing: SummarySource = {
  title: 'A tender',
  description: null,
  specialConditions: null,
  language: null,
  closingAt: null,
  timeZone: null,
  valueAmount: null,
  valueCurrency: null,
  province: null,
  briefings: [],
  cidb: null,
};
const scheme: SummarySource = {
  ...nothing,
  title: 'Upgrade of the Mhlathuze water scheme',
  description:
    'The Mhlathuze water scheme serves three towns. It was built in 1984. The works comprise a new pipeline of 12 km, two reservoirs and a pump station. ' +
    'The municipal offices are painted yellow. Tenderers must have a CIDB grading of 7CE or higher. Staff are friendly. ' +
    'A compulsory briefing session will be held at the pump station on 12 May 2026. Parking is limited. The closing date is 30 May 2026 at 11:00. ' +
    'The estimated value of the contract is R45 million. B-BBEE status level 1 to 4 earns points.',
  specialConditions: 'Bidders must have a minimum of 5 years experience in water works.',
  cidb: {
    designations: [
      {
        grade: 7,
        classOfWorks: 'CE',
        isPotentiallyEmerging: false,
        alternatives: 1,
        span: { field: 'DESCRIPTION', text: '7CE\nor higher' },
      },
    ],
    notApplicable: [],
    mention: null,
    emerging: null,
  },
};

describe('summarise', () => {
  test('keeps the sentences that bidders look for, word for word and in order', () => {
    expect(summarise(scheme)).toEqual({
      text:
        'The Mhlathuze water scheme serves three towns. The works comprise a new pipeline of 12 km, two reservoirs and a pump station. ' +
        'Tenderers must have a CIDB grading of 7CE or higher. A compulsory briefing session will be held at the pump station on 12 May 2026. ' +
        'The closing date is 30 May 2026 at 11:00. Bidders must have a minimum of 5 years experience in water works.',
      keyPoints: [
        'closing date is 30 May 2026 at 11:00',
        'estimated value of the contract is R45 million',
        'CIDB 7CE or higher',
        'B-BBEE status level 1 to 4 earns points',
        'Bidders must have a minimum of 5 years experience in water works',
      ],
      language: 'en',
      confidence: 0.95,
    });
  });

  test('gives the same summary every time', () => {
    expect(Array.from({ length: 20 }, () => JSON.stringify(summarise(scheme)))).toEqual(
      Array.from({ length: 20 }, () => JSON.stringify(summarise(scheme))),
    );
  });

  test('falls back on the title, with little confidence, where the description says nothing', () => {
    for (const description of [null, '', 'N/A', 'none.', '\n \n']) {
      expect(summarise({ ...nothing, title: 'Office cleaning', description })).toEqual({
        text: 'Office cleaning',
        keyPoints: [],
        language: 'und',
        confidence: 0.2,
      });
    }
  });

  test('has no confidence in a tender without any text', () => {
    expect(summarise({ ...nothing, title: ' ' })).toEqual({ text: '', keyPoints: [], language: 'und', confidence: 0 });
  });

  test('takes key points from published fields before text, in the time zone of the source', () => {
    const facts = {
      closingAt: new Date('2026-03-31T09:00:00Z'),
      timeZone: 'Africa/Johannesburg',
      valueAmount: '1250000.50',
      valueCurrency: 'ZAR',
      province: 'NATIONAL',
      briefings: [
        { heldAt: new Date('2026-03-01T08:00:00Z'), isCompulsory: true, venue: 'Town Hall, Durban' },
        { heldAt: null, isCompulsory: false, venue: null },
      ],
    };
    expect(summarise({ ...scheme, ...facts }).keyPoints).toEqual([
      'Closes 2026-03-31 11:00 (Africa/Johannesburg)',
      'Compulsory briefing 2026-03-01 10:00 (Africa/Johannesburg), Town Hall, Durban',
      'Briefing',
      'Value ZAR 1 250 000.50',
      'The whole country',
      'CIDB 7CE or higher',
      'B-BBEE status level 1 to 4 earns points',
      'Bidders must have a minimum of 5 years experience in water works',
    ]);
  });

  test('says the offset where the zone has no name', () => {
    const closingAt = new Date('2026-03-31T09:00:00Z');

    const { keyPoints } = summarise({ ...nothing, closingAt, timeZone: '-03:30' });

    expect(keyPoints).toEqual(['Closes 2026-03-31 05:30 (UTC-03:30)']);
  });

  test('says UTC where the source has no time zone or one that does not exist', () => {
    const closingAt = new Date('2026-03-31T09:00:00Z');
    expect(summarise({ ...nothing, closingAt }).keyPoints).toEqual(['Closes 2026-03-31 09:00 (UTC)']);
    expect(summarise({ ...nothing, closingAt, timeZone: 'Nowhere/At_All' }).keyPoints).toEqual([
      'Closes 2026-03-31 09:00 (UTC)',
    ]);
  });

  test('cuts a sentence of three hundred words after one hundred and twenty, and says so', () => {
    const { text, confidence } = summarise({ ...nothing, description: 'word '.repeat(300) });
    expect(text).toBe(`${'word '.repeat(120).trim()}…`);
    expect(confidence).toBe(0.4);
  });

  test('never passes 1,000 characters and never cuts a character in half', () => {
    const family = '👩‍👩‍👧‍👦';
    const { text } = summarise({ ...nothing, title: family.repeat(200) });
    expect(text).toBe(`${family.repeat(90)}…`);
    expect(text.length).toBeLessThanOrEqual(1_000);
  });

  test('counts each character of scripts without spaces as a word', () => {
    const { text } = summarise({ ...nothing, description: '采购办公家具'.repeat(100) });
    expect(countWords(text.slice(0, -1))).toBe(120);
  });

  test('puts a stop between points that had none, and repeats nothing', () => {
    const { text } = summarise({
      ...nothing,
      description: '• Supply of steel pipes\n• Delivery of steel pipes\n• SUPPLY OF STEEL PIPES',
    });
    expect(text).toBe('Supply of steel pipes. Delivery of steel pipes');
  });

  test('uses no word that the source does not have', () => {
    const words = new Set(`${scheme.description} ${scheme.specialConditions}`.split(/\s+/u));
    expect(
      summarise(scheme)
        .text.split(' ')
        .filter((word) => !words.has(word)),
    ).toEqual([]);
  });
});

test('cleanText removes what cannot be seen and mends what is broken', () => {
  expect(cleanText('a\u202Eb\u0000c\uD800 d\r\ne\u00A0 f\uFEFF')).toBe('ab c\uFFFD d\ne f');
});
