import { describe, expect, test } from '@jest/globals';
import type { StatedCidb } from '../facts/stated-cidb.js';
import { calculateReadiness } from './calculate-readiness.js';
import { gradeRangeFor } from './grade-by-value.js';
import { jointVentureFor } from './joint-ventures.js';
import { readNeeds, type NeedsSource } from './read-needs.js';
import { readSubject } from './read-subject.js';
import type {
  CheckPart,
  GradeLimit,
  HeldDesignation,
  JointVentureRule,
  PreferenceLimit,
  ReadinessInputs,
  TeamFacts,
  TenderNeeds,
} from './readiness.js';

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
const silentTeam: TeamFacts = {
  sectors: [],
  services: [],
  provinces: [],
  experienceYears: null,
  bbbeeLevel: null,
  designations: [],
  registrations: [],
};
const silentTender: TenderNeeds = {
  obstacle: null,
  kind: null,
  subject: 'A tender',
  sectors: [],
  isSectorByField: false,
  province: null,
  likelyProvince: null,
  valueAmount: null,
  valueCurrency: null,
  cidb: null,
  bbbeeWorstLevel: null,
  bbbeeQuote: null,
  onlyEnterprises: [],
  registrations: [],
  experienceYears: null,
  experienceQuote: null,
};
const jointVentures: readonly JointVentureRule[] = [
  {
    grade: 6,
    combinations: [
      [5, 5],
      [5, 4, 4],
    ],
    effectiveFrom: '2019-10-07',
    isConfirmed: false,
  },
  {
    grade: 7,
    combinations: [
      [6, 6],
      [6, 5, 5],
    ],
    effectiveFrom: '2019-10-07',
    isConfirmed: false,
  },
];
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
    jointVentures,
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
      algorithmVersion: 'readiness-v6',
    });
  });

  test('is a range while less than half of the points is known', () => {
    const team = { provinces: ['Gauteng'], experienceYears: 2 };
    const tender = { province: 'GAUTENG', experienceYears: 5, experienceQuote: 'at least 5 years experience' };
    expect(judge(team, tender)).toMatchObject({
      score: null,
      scoreMin: 20,
      scoreMax: 80,
      knownShare: 0.4,
      recommendation: 'UNDECIDED',
    });
  });

  const caterer = { sectors: ['Catering'], provinces: ['Limpopo'] };
  const catering = { kind: 'SERVICES', subject: 'catering for schools', sectors: ['catering'] } as const;

  test('leaves out what does not apply, and recommends by what is known', () => {
    expect(judge(caterer, { ...catering, province: 'LIMPOPO' })).toMatchObject({
      score: 100,
      scoreMin: 71,
      scoreMax: 100,
      knownShare: 50 / 70,
      recommendation: 'PURSUE',
    });
    expect(judge(caterer, { ...catering, province: 'GAUTENG' })).toMatchObject({
      score: 60,
      recommendation: 'CONSIDER',
    });
  });

  const builder = {
    sectors: ['Construction'],
    provinces: ['Gauteng'],
    experienceYears: 9,
    designations: [held('6CE')],
  };
  const building = { subject: 'maintenance of roads', sectors: ['construction'], province: 'GAUTENG' } as const;

  test.each<[string, Partial<TenderNeeds>, string]>([
    ['works', { kind: 'WORKS' }, 'CONSIDER'],
    ['a service of contractors', { kind: 'SERVICES' }, 'CONSIDER'],
    ['a contract of no known kind', { kind: null }, 'CONSIDER'],
    ['works that need no grade', { kind: null, cidb: { ...silentCidb, notApplicable: [words('no CIDB')] } }, 'PURSUE'],
    ['works of a grade that is held', { kind: 'WORKS', cidb: stated('5CE') }, 'PURSUE'],
  ])('while the grade of %s is open, at most CONSIDER', (_name, tender, recommendation) => {
    expect(judge(builder, { ...building, ...tender }).recommendation).toBe(recommendation);
  });

  test.each<[string, Partial<TenderNeeds>]>([
    ['is named beside another', { sectors: ['transport', 'catering'] }],
    ['is only in the category of the publisher', { isSectorByField: true }],
  ])('a line of the team that %s is considered, not pursued', (_name, tender) => {
    expect(judge(caterer, { ...catering, province: 'LIMPOPO', ...tender }).recommendation).toBe('CONSIDER');
  });

  test('another line of business is to be avoided, whatever else fits', () => {
    expect(judge(caterer, { kind: 'SERVICES', sectors: ['legal'], province: 'LIMPOPO' })).toMatchObject({
      recommendation: 'AVOID',
      remedies: [{ part: 'SECTOR', kind: 'NONE' }],
    });
  });

  test.each(['CLOSED', 'AWARDED', 'CANCELLED', 'NO_TENDER', 'BRIEFING_PAST'] as const)(
    'of what is %s nothing is left to pursue',
    (obstacle) => {
      expect(judge(caterer, { ...catering, province: 'LIMPOPO', obstacle })).toMatchObject({
        score: 100,
        recommendation: 'NOTHING_TO_PURSUE',
        obstacle,
      });
    },
  );

  test('works whose grade is open are considered at most', () => {
    const team = { sectors: ['Construction'], provinces: ['Gauteng'], experienceYears: 9, designations: [held('9CE')] };
    const road = { kind: 'WORKS', subject: 'a road', sectors: ['construction'], province: 'GAUTENG' } as const;
    expect(judge(team, { ...road, experienceYears: 5 })).toMatchObject({ score: 100, recommendation: 'CONSIDER' });
    expect(judge(team, { ...road, cidb: stated('7CE') })).toMatchObject({ recommendation: 'PURSUE' });
  });

  test('never outweighs a certification that is missing', () => {
    const team = { sectors: ['Construction'], provinces: ['Gauteng'], designations: [held('3CE')] };
    const road = { kind: 'WORKS', sectors: ['construction'], province: 'GAUTENG', cidb: stated('7CE') } as const;
    expect(judge(team, road)).toMatchObject({ score: 63, recommendation: 'AVOID' });
  });

  test('is the same again from its inputs as they are stored', () => {
    const inputs: ReadinessInputs = {
      team: { ...silentTeam, sectors: ['Construction'], designations: [held('6CE')] },
      tender: { ...silentTender, kind: 'WORKS', sectors: ['construction'], cidb: stated('7CE') },
      ...{ gradeLimits, preferenceLimits, jointVentures },
    };
    const stored: ReadinessInputs = JSON.parse(JSON.stringify(inputs));

    expect(calculateReadiness(stored)).toEqual(calculateReadiness(inputs));
  });
});

describe('conditions beside the grading', () => {
  test.each<[string, Partial<TeamFacts>, Partial<TenderNeeds>, string, string]>([
    ['a level that is held', { bbbeeLevel: 2 }, { bbbeeWorstLevel: 2 }, 'MET', 'bbbee-level'],
    ['a better level', { bbbeeLevel: 1 }, { bbbeeWorstLevel: 2 }, 'MET', 'bbbee-level'],
    ['a worse level', { bbbeeLevel: 3 }, { bbbeeWorstLevel: 2 }, 'NOT_MET', 'bbbee-level'],
    ['a level not stated', {}, { bbbeeWorstLevel: 2 }, 'UNKNOWN', 'bbbee-level'],
    ['kept for small enterprises', {}, { onlyEnterprises: ['EME'] }, 'UNKNOWN', 'small-enterprises'],
    ['a registration', {}, { registrations: ['PSIRA'] }, 'UNKNOWN', 'registrations'],
    ['nothing', {}, {}, 'NOT_APPLICABLE', 'cidb-designation'],
  ])('%s', (_name, team, tender, state, ruleId) => {
    const found = part('CERTIFICATIONS', team, { kind: 'SERVICES', ...tender });
    expect([found?.[0], found?.[2]]).toEqual([state, ruleId]);
  });
});

describe('what would make a team eligible', () => {
  const remedies = (team: Partial<TeamFacts>, tender: Partial<TenderNeeds>) =>
    judge(team, tender).remedies.map(({ kind, action, isConfirmed }) => [kind, action, isConfirmed]);

  test('one grade too low: emerging status, joint venture, subcontract, upgrade, the cheapest first', () => {
    expect(remedies({ designations: [held('6CE')] }, { kind: 'WORKS', cidb: stated('7CE') })).toEqual([
      [
        'POTENTIALLY_EMERGING',
        'Apply for potentially emerging status at 6CE: a buyer with a development programme may then accept one grade lower. The rule is not confirmed.',
        false,
      ],
      [
        'JOINT_VENTURE',
        'Form a joint venture with a partner of 6CE or higher; the lead partner must hold CE. The table of grades is not confirmed.',
        false,
      ],
      ['SUBCONTRACT', 'Take part as a subcontractor of a bidder that holds 7CE.', true],
      ['UPGRADE', 'Upgrade 6CE to 7CE with the CIDB.', true],
    ]);
  });

  test('a certificate that ended is renewed', () => {
    const ended = held('7CE', { isValidNow: false, isValidAtClosing: false, expiresOn: '2026-01-31' });
    expect(remedies({ designations: [ended] }, { kind: 'WORKS', cidb: stated('7CE') })[0]).toEqual([
      'CERTIFICATE_RENEWAL',
      'Renew 7CE, which ended on 2026-01-31: eligibility is tested before evaluation.',
      true,
    ]);
  });

  test.each<[string, Partial<TeamFacts>, Partial<TenderNeeds>, string[]]>([
    [
      'no class at all',
      { designations: [held('9GB')] },
      { kind: 'WORKS', cidb: stated('7CE') },
      ['SUBCONTRACT', 'UPGRADE'],
    ],
    [
      'far too low',
      { designations: [held('2CE')] },
      { kind: 'WORKS', cidb: stated('7CE') },
      ['SUBCONTRACT', 'UPGRADE'],
    ],
    ['too low a level', { bbbeeLevel: 4 }, { bbbeeWorstLevel: 1 }, ['JOINT_VENTURE', 'UPGRADE']],
    [
      'too low a grade and too low a level at once',
      { designations: [held('2CE')], bbbeeLevel: 4 },
      { kind: 'WORKS', cidb: stated('7CE'), bbbeeWorstLevel: 1 },
      ['JOINT_VENTURE', 'SUBCONTRACT', 'UPGRADE', 'UPGRADE'],
    ],
    [
      'too low a level beside a grade that is held',
      { designations: [held('7CE')], bbbeeLevel: 4 },
      { kind: 'WORKS', cidb: stated('7CE'), bbbeeWorstLevel: 1 },
      ['JOINT_VENTURE', 'UPGRADE'],
    ],
    ['another province', { provinces: ['Gauteng'] }, { province: 'LIMPOPO' }, ['SUBCONTRACT', 'BRANCH']],
    ['too few years', { experienceYears: 1 }, { experienceYears: 5 }, ['JOINT_VENTURE']],
    ['nothing missing', {}, {}, []],
  ])('%s', (_name, team, tender, kinds) => {
    expect(remedies(team, tender).map(([kind]) => kind)).toEqual(kinds);
  });

  test.each([
    [6, 7, [6]],
    [5, 7, null],
    [5, 6, [5]],
    [4, 6, null],
    [3, 9, null],
  ])('from grade %d to %d with partners %j', (from, to, partners) => {
    const found = jointVentureFor(from, to, jointVentures);
    expect(partners === null ? found === null || found.partners.length > 1 : found?.partners).toEqual(partners ?? true);
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
    ['the same sector', ['Cleaning'], { kind: 'SERVICES', sectors: ['cleaning'] }, 'MET'],
    ['another word for it', ['Software'], { kind: 'SERVICES', sectors: ['technology'] }, 'MET'],
    ['civil engineering of a contractor', ['Civil engineering'], { kind: 'WORKS', sectors: ['construction'] }, 'MET'],
    ['a word of the subject', ['Widgets'], { subject: 'widgets of brass' }, 'MET'],
    ['a different sector', ['Catering'], { kind: 'WORKS', sectors: ['construction'] }, 'NOT_MET'],
    ['goods, for a builder', ['Construction'], { kind: 'GOODS' }, 'NOT_MET'],
    ['a tender of no known sector', ['Catering'], {}, 'UNKNOWN'],
    ['a team of no known sector', ['Widgets'], { sectors: ['construction'] }, 'UNKNOWN'],
    ['no sector stated', [], { sectors: ['construction'] }, 'UNKNOWN'],
  ])('%s', (_name, sectors, tender, state) => {
    expect(part('SECTOR', { sectors }, tender)?.[0]).toBe(state);
  });

  const about = { description: null, category: null, procurementCategory: null, itemNames: [], asksForGrade: false };

  test.each<[string, string | null, string[]]>([
    ['Supply and delivery of cleaning material', 'GOODS', ['materials']],
    [
      'Appointment of a service provider for cleaning services at the Building and Construction College',
      'SERVICES',
      ['cleaning'],
    ],
    ['DEPARTMENT OF HEALTH: MAIN ROAD: REPLACE THE BLOCKED SEWER LINE', 'WORKS', ['construction']],
    ['Construction of a clinic', 'WORKS', ['construction']],
    ['Professional services for a feasibility study of the wastewater works', 'SERVICES', ['consulting']],
    ['Supply of concrete stone', 'GOODS', ['materials']],
    ['Provision of a security operations centre as a service', 'SERVICES', ['technology']],
    ['The Road Accident Fund (RAF) wishes to appoint a panel of attorneys', null, ['legal']],
    ['Hiring of construction machinery', 'SERVICES', ['vehicles', 'mechanical']],
    ['Removal of bee hives from Construction East', 'SERVICES', ['environment']],
    ['Upgrading and hosting of the municipal website', null, ['technology']],
    ['Refurbishment of a fire truck', null, ['vehicles']],
    ['Professional services for the refurbishment of a sewer', 'SERVICES', ['engineering']],
    ['Maintenance of CCTV cameras', 'SERVICES', ['technology', 'security']],
    ['Medical surveillance of employees', null, ['health']],
    ['Firearm training', 'SERVICES', ['education', 'security']],
    ['Tender No. SC26/2026: Electrical reticulation', null, ['electrical']],
    ['Road marking paint full advert', 'GOODS', ['chemicals', 'materials']],
    ['MATERIAL DE CURACION', null, ['health']],
  ])('%s', (title, kind, sectors) => {
    expect(readSubject({ ...about, title })).toMatchObject({ kind, sectors });
  });
});

describe('registrations', () => {
  const registered = (body: string, validity: Partial<HeldDesignation> = {}) => ({
    ...{ body, expiresOn: null, isValidNow: true, isValidAtClosing: true, ...validity },
  });
  const guarding = { kind: 'SERVICES', sectors: ['security'], registrations: ['PSIRA', 'ISO 9001'] } as const;
  const ended = { expiresOn: '2025-03-31', isValidNow: false, isValidAtClosing: false };
  const ending = { expiresOn: '2026-03-31', isValidAtClosing: false };

  test.each<[string, TeamFacts['registrations'], string]>([
    ['none stated', [], 'UNKNOWN'],
    ['all held', [registered('PSIRA'), registered('ISO_9001')], 'MET'],
    ['one of two held', [registered('PSIRA')], 'UNKNOWN'],
    ['others held', [registered('NHBRC')], 'NOT_MET'],
    ['one ended and one missing', [registered('PSIRA', ended)], 'NOT_MET'],
    ['one that ends before bids close', [registered('PSIRA', ending), registered('ISO_9001')], 'UNKNOWN'],
    [
      'one that ends and a second one that lasts',
      [registered('PSIRA', ending), registered('PSIRA'), registered('ISO_9001')],
      'MET',
    ],
  ])('%s', (_name, registrations, state) => {
    expect(part('CERTIFICATIONS', { registrations }, guarding)?.[0]).toBe(state);
  });

  test('what is missing is named with what mends it, cheapest first', () => {
    const { remedies } = judge({ registrations: [registered('PSIRA', ended)] }, guarding);

    expect(remedies.map(({ kind, action }) => [kind, action])).toEqual([
      ['CERTIFICATE_RENEWAL', 'Renew the registration with PSIRA, which ended on 2025-03-31.'],
      ['REGISTRATION', 'Register with ISO 9001, or be certified, and state the number in the company profile.'],
    ]);
  });
});

describe('experience', () => {
  test.each<[string, number | null, number | null, string]>([
    ['exactly enough', 5, 5, 'MET'],
    ['too little', 4, 5, 'NOT_MET'],
    ['none at all', 0, 5, 'NOT_MET'],
    ['not stated by the team', null, 5, 'UNKNOWN'],
    ['not asked for', 5, null, 'UNKNOWN'],
  ])('%s', (_name, experienceYears, asked, state) => {
    expect(part('EXPERIENCE', { experienceYears }, { experienceYears: asked })?.[0]).toBe(state);
  });
});

describe('whether there is anything to bid for', () => {
  const source: NeedsSource = {
    ...{ title: 'Cleaning', description: null, specialConditions: null, category: null, procurementCategory: null },
    ...{ itemNames: [], closingAt: null, timeZone: null, valueAmount: null, valueCurrency: null, province: null },
    ...{ deliveryLocation: null, buyerName: null, cidb: null, bbbee: null, preference: null, briefing: null },
    ...{ briefings: [], lifecycle: 'LIVE', noticeKind: 'TENDER' },
  };
  const now = new Date('2026-03-10T10:00:00Z');
  const [past, future] = [new Date('2026-03-10T09:59:59Z'), new Date('2026-03-10T10:00:01Z')];
  const briefing = (heldAt: Date, isCompulsory: boolean) => ({ heldAt, isCompulsory, venue: null });

  test.each<[string, Partial<NeedsSource>, string | null]>([
    ['an open tender', { closingAt: future }, null],
    ['one without a closing date', {}, null],
    ['one that closed', { closingAt: past }, 'CLOSED'],
    ['one that was awarded', { lifecycle: 'AWARDED' }, 'AWARDED'],
    ['one that was cancelled', { lifecycle: 'CANCELLED' }, 'CANCELLED'],
    ['a letter of regret', { noticeKind: 'REGRET' }, 'NO_TENDER'],
    [
      'cancelled and advertised again',
      { noticeKind: 'CANCELLATION', title: 'Cancellation of 1 and re-advertisement of 2' },
      null,
    ],
    ['a compulsory briefing that is over', { briefings: [briefing(past, true)] }, 'BRIEFING_PAST'],
    ['one of two that is to come', { briefings: [briefing(past, true), briefing(future, true)] }, null],
    ['a briefing that nobody must attend', { briefings: [briefing(past, false)] }, null],
  ])('%s', (_name, tender, obstacle) => {
    expect(readNeeds({ ...source, ...tender }, now).obstacle).toBe(obstacle);
  });
});

test.each([
  ['50000000', '80/20'],
  ['50000000.01', '90/10'],
])('a value of R%s falls under %s', (valueAmount, name) => {
  expect(judge({}, { valueAmount, valueCurrency: 'ZAR' }).preference?.name).toBe(name);
});
