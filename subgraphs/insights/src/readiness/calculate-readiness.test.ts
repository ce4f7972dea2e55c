import { describe, expect, test } from '@jest/globals';
import type { StatedCidb } from '../facts/stated-cidb.js';
import { calculateReadiness } from './calculate-readiness.js';
import { gradeRangeFor } from './grade-by-value.js';
import type { CheckPart, GradeLimit, HeldDesignation, PreferenceLimit, TeamFacts, TenderNeeds } from './readiness.js';

const confirmedGrades = new Set([1, 3, 5, 7, 8, 9]);
const limitsOf2019 = ['500000', '1000000', '3000000', '6000000', '10000000', '20000000', '60000000', '200000000', null];
const gradeLimits: readonly GradeLimit[] = limitsOf2019.map((valueLimit, index) => ({
  grade: index + 1,
  valueLimit,
  currency: 'ZAR',
  effectiveFrom: '2019-10-07',
  isConfirmed: confirmedGrades.has(index + 1),
}));
const goals = { currency: 'ZAR', effectiveFrom: '2023-01-16', isConfirmed: true, source: 'Regulations 2022' };
const preferenceLimits: readonly PreferenceLimit[] = [
  { ...goals, system: '80/20', valueAbove: null, valueLimit: '50000000', pricePoints: 80, goalPoints: 20 },
  { ...goals, system: '90/10', valueAbove: '50000000', valueLimit: null, pricePoints: 90, goalPoints: 10 },
];
const silentTeam: TeamFacts = { sectors: [], services: [], provinces: [], experienceYears: null, designations: [] };
const silentTender: TenderNeeds = {
  title: 'A tender',
  category: null,
  itemNames: [],
  province: null,
  valueAmount: null,
  valueCurrency: null,
  text: 'A tender',
  cidb: null,
};
const silentCidb: StatedCidb = { designations: [], notApplicable: [], mention: null, emerging: null };

const words = (text: string) => ({ field: 'DESCRIPTION' as const, text });

/** What a text states: groups of alternatives such as "7CE 6CEPE", "4" (any class), "CE" (any grade). */
function stated(...groups: string[]): StatedCidb {
  const designations = groups.flatMap((group, index) =>
    group.split(' ').map((name) => {
      const [, grade, classOfWorks, emerging] = /^(\d?)([A-Z]{2})?(PE)?$/u.exec(name) ?? [];
      return {
        grade: grade ? Number(grade) : null,
        classOfWorks: classOfWorks ?? null,
        isPotentiallyEmerging: emerging !== undefined,
        alternatives: index + 1,
        span: words(`CIDB ${name}`),
      };
    }),
  );
  return { ...silentCidb, designations };
}

function held(text: string, validity: Partial<HeldDesignation> = {}): HeldDesignation {
  return {
    grade: Number(text.charAt(0)),
    workClass: text.slice(1, 3),
    isPotentiallyEmerging: text.endsWith('PE'),
    expiresOn: null,
    isValidNow: true,
    isValidAtClosing: true,
    ...validity,
  };
}

function judge(team: Partial<TeamFacts>, tender: Partial<TenderNeeds>) {
  return calculateReadiness({
    team: { ...silentTeam, ...team },
    tender: { ...silentTender, ...tender },
    gradeLimits,
    preferenceLimits,
  });
}

function part(name: CheckPart, team: Partial<TeamFacts>, tender: Partial<TenderNeeds>) {
  const found = judge(team, tender).checklist.find((check) => check.part === name);
  return found && [found.state, found.points, found.ruleId];
}

describe('the score', () => {
  test('is null, with nothing recommended, when nothing is known', () => {
    expect(judge({}, {})).toMatchObject({
      score: null,
      knownShare: 0,
      recommendation: 'UNDECIDED',
      preference: null,
      algorithmVersion: 'readiness-v2',
    });
  });

  test('is counted over the known parts only, and says how large a share that is', () => {
    const team = { provinces: ['Gauteng'], experienceYears: 2 };
    const tender = { province: 'GAUTENG', text: 'at least 5 years experience' };
    expect(judge(team, tender)).toMatchObject({ score: 50, knownShare: 0.4, recommendation: 'UNDECIDED' });
  });

  test('recommends by the score once half is known', () => {
    const team = { sectors: ['Catering'], provinces: ['Limpopo'] };
    expect(judge(team, { title: 'Catering for schools', province: 'LIMPOPO' })).toMatchObject({
      score: 100,
      knownShare: 0.5,
      recommendation: 'PURSUE',
    });
    expect(judge(team, { title: 'Catering for schools', province: 'GAUTENG' })).toMatchObject({
      score: 60,
      recommendation: 'CONSIDER',
    });
    expect(
      judge(team, { title: 'Legal advice', category: 'Legal and accounting activities', province: 'LIMPOPO' }),
    ).toMatchObject({ score: 40, recommendation: 'CONSIDER' });
  });

  test('never outweighs a certification that is missing', () => {
    const team = { sectors: ['Construction'], provinces: ['Gauteng'], designations: [held('3CE')] };
    const tender = { title: 'Construction of a road', province: 'GAUTENG', cidb: stated('7CE') };
    expect(judge(team, tender)).toMatchObject({ score: 63, recommendation: 'AVOID' });
  });
});

describe('certifications', () => {
  const certifications = (designations: HeldDesignation[], cidb: StatedCidb | null, more: Partial<TenderNeeds> = {}) =>
    part('CERTIFICATIONS', { designations }, { cidb, ...more });

  test.each<[string, HeldDesignation[], StatedCidb | null, string]>([
    ['the grade asked for', [held('7CE')], stated('7CE'), 'MET'],
    ['a higher grade', [held('9CE')], stated('7CE'), 'MET'],
    ['a lower grade', [held('6CE')], stated('7CE'), 'NOT_MET'],
    ['another class', [held('9GB')], stated('7CE'), 'NOT_MET'],
    ['one of two classes', [held('4ME')], stated('4SI 4ME'), 'MET'],
    ['one of several designations', [held('1GB'), held('7CE')], stated('7CE'), 'MET'],
    ['both of two that are asked for together', [held('5GB'), held('7CE')], stated('7CE', '5GB'), 'MET'],
    ['only one of two that are asked for together', [held('7CE')], stated('7CE', '5GB'), 'UNKNOWN'],
    ['none of two that are asked for together', [held('6CE')], stated('7CE', '5GB'), 'NOT_MET'],
    ['none stated', [], stated('7CE'), 'UNKNOWN'],
    ['a grade without class: high enough', [held('5CE')], stated('4'), 'UNKNOWN'],
    ['a grade without class: too low', [held('3CE')], stated('4'), 'NOT_MET'],
    ['no grading needed', [], { ...silentCidb, notApplicable: [words('CIDB grading: N/A')] }, 'MET'],
    ['a registration without grade', [held('7CE')], { ...silentCidb, mention: words('CIDB registered') }, 'UNKNOWN'],
    ['not a word about it', [held('7CE')], null, 'UNKNOWN'],
    [
      'one that ended',
      [held('7CE', { isValidNow: false, isValidAtClosing: false, expiresOn: '2026-01-31' })],
      stated('7CE'),
      'NOT_MET',
    ],
    [
      'one that ends before closing',
      [held('7CE', { isValidAtClosing: false, expiresOn: '2026-11-30' })],
      stated('7CE'),
      'UNKNOWN',
    ],
    [
      'potentially emerging, one grade lower, where the text mentions them',
      [held('6CEPE')],
      { ...stated('7CE'), emerging: words('potentially emerging') },
      'UNKNOWN',
    ],
    ['potentially emerging, one grade lower, where it does not', [held('6CEPE')], stated('7CE'), 'NOT_MET'],
    ['an ordinary contractor at a grade named for emerging ones', [held('2CE')], stated('2CEPE'), 'UNKNOWN'],
    ['a higher ordinary contractor there', [held('3CE')], stated('2CEPE'), 'MET'],
  ])('%s', (_name, designations, cidb, state) => {
    expect(certifications(designations, cidb)?.[0]).toBe(state);
  });

  test.each<[string, StatedCidb, string]>([
    [
      'alternatives, and where they stand',
      stated('4SI 4ME'),
      'The tender asks for CIDB 4SI or CIDB 4ME ("CIDB 4SI" in its description, "CIDB 4ME" in its description); the company holds 4ME.',
    ],
    [
      'what is asked for together and only half held',
      stated('4ME', '5GB'),
      'The tender asks for CIDB 4ME, and CIDB 5GB ("CIDB 4ME" in its description, "CIDB 5GB" in its description); for CIDB 4ME: the company holds 4ME; for CIDB 5GB: 4ME is too low; whether all of these are needed, the documents tell.',
    ],
    [
      'that none is needed',
      { ...silentCidb, notApplicable: [{ field: 'SPECIAL_CONDITIONS', text: 'CIDB:\n N/A' }] },
      'The tender needs no CIDB grading ("CIDB: N/A" in its special conditions).',
    ],
    [
      'a mere mention',
      { ...silentCidb, mention: { field: 'TITLE', text: 'CIDB advert' } },
      'The tender names the CIDB without a grade ("CIDB advert" in its title).',
    ],
  ])('the evidence quotes %s', (_name, cidb, evidence) => {
    const { checklist } = judge({ designations: [held('4ME')] }, { cidb });
    expect(checklist.find(({ part: name }) => name === 'CERTIFICATIONS')?.evidence).toBe(evidence);
  });

  test.each<[string, string, string, string, string]>([
    ['a class without grade and without value', '9CE', '', 'UNKNOWN', 'cidb-designation'],
    ['a value within a confirmed limit', '5CE', '10000000', 'MET', 'cidb-value-limit'],
    ['a cent above it', '5CE', '10000000.01', 'NOT_MET', 'cidb-value-limit'],
    ['a value that only an unconfirmed limit covers', '4CE', '5000000', 'UNKNOWN', 'cidb-value-limit'],
    ['a value beyond every limit', '9CE', '900000000', 'MET', 'cidb-value-limit'],
  ])('%s', (_name, designation, value, state, ruleId) => {
    const tender = value === '' ? {} : { valueAmount: value, valueCurrency: 'ZAR' };
    const found = certifications([held(designation)], stated('CE'), tender);
    expect([found?.[0], found?.[2]]).toEqual([state, ruleId]);
  });

  test('limits in another currency decide nothing', () => {
    expect(gradeRangeFor(gradeLimits, '10', 'USD')).toBeNull();
  });
});

describe('coverage', () => {
  test.each<[string, string[], string | null, string]>([
    ['the same province, however spelt', ['Kwazulu Natal'], 'KWAZULU_NATAL', 'MET'],
    ['its short name', ['KZN'], 'KWAZULU_NATAL', 'MET'],
    ['another province', ['Gauteng'], 'LIMPOPO', 'NOT_MET'],
    ['a national tender', ['Gauteng'], 'NATIONAL', 'MET'],
    ['a national tender and no stated coverage', [], 'NATIONAL', 'MET'],
    ['a team that covers the country', ['National'], 'LIMPOPO', 'MET'],
    ['no stated coverage', [], 'LIMPOPO', 'UNKNOWN'],
    ['no province', ['Gauteng'], null, 'UNKNOWN'],
    ['coverage that cannot be read', ['Up north'], 'LIMPOPO', 'UNKNOWN'],
  ])('%s', (_name, provinces, province, state) => {
    expect(part('COVERAGE', { provinces }, { province })?.[0]).toBe(state);
  });
});

describe('sector', () => {
  test.each<[string, string[], Partial<TenderNeeds>, string]>([
    ['the category by name', ['Civil engineering'], { category: 'Civil engineering' }, 'MET'],
    ['a word of the title', ['Cleaning'], { title: 'CLEANING SERVICES FOR 36 MONTHS' }, 'MET'],
    [
      'another word for the same sector',
      ['Software'],
      { category: 'Computer programming, consultancy and related activities' },
      'MET',
    ],
    ['a different sector', ['Catering'], { category: 'Construction' }, 'NOT_MET'],
    ['a tender of no known sector', ['Catering'], { category: 'Services: General', title: 'Various' }, 'UNKNOWN'],
    ['a team of no known sector', ['Widgets'], { category: 'Construction' }, 'UNKNOWN'],
    ['no sector stated', [], { category: 'Construction' }, 'UNKNOWN'],
  ])('%s', (_name, sectors, tender, state) => {
    expect(part('SECTOR', { sectors }, tender)?.[0]).toBe(state);
  });
});

describe('experience', () => {
  test.each<[string, number | null, string, string]>([
    ['exactly enough', 5, 'at least five years experience', 'MET'],
    ['too little', 4, 'at least five years experience', 'NOT_MET'],
    ['none at all', 0, 'at least five years experience', 'NOT_MET'],
    ['not stated by the team', null, 'at least five years experience', 'UNKNOWN'],
    ['not asked for', 5, 'Supply of pipes', 'UNKNOWN'],
  ])('%s', (_name, experienceYears, text, state) => {
    expect(part('EXPERIENCE', { experienceYears }, { text })?.[0]).toBe(state);
  });
});

test.each([
  ['50000000', '80/20'],
  ['50000000.01', '90/10'],
])('a value of R%s falls under %s', (valueAmount, name) => {
  expect(judge({}, { valueAmount, valueCurrency: 'ZAR' }).preference?.name).toBe(name);
});
