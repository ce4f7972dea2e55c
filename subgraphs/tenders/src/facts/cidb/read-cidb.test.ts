import { describe, expect, test } from '@jest/globals';
import { readCidb } from './read-cidb.js';

function designationsIn(text: string): string[] {
  return readCidb(text).designations.map(
    ({ grade, classOfWorks, isPotentiallyEmerging }) =>
      `${grade ?? ''}${classOfWorks ?? ''}${isPotentiallyEmerging ? ' PE' : ''}`,
  );
}

describe('forms of CIDB designations', () => {
  test.each([
    ['Bidders need CIDB grading 7CE or higher', ['7CE']],
    ['Repairs to the clinic. CIDB Grade 8 GB.', ['8GB']],
    ['PLEASE NOTE: CIDB GRADE FOUR (4) OR HIGHER APPLIES', ['4']],
    ['CIDB grade 4 (four) and above', ['4']],
    ['CIDB Grading: 7 CE ME', ['7CE', '7ME']],
    ['CIDB 7 CE EP ME OR HIGHER', ['7CE', '7EP', '7ME']],
    ['AIR CONDITIONING, CIDB GRADING ME LEVEL 4 OR HIGHER', ['4ME']],
    ['CIDB grading required is 6 EB or Higher', ['6EB']],
    ['Proof of CIDB Grading 4SI or 4ME', ['4SI', '4ME']],
    ['CIDB grading: 8EP/ME or higher', ['8EP', '8ME']],
    ['Contractors must hold CIDB 6EP PE', ['6EP PE']],
    ['CIDB 7CE or 7CE PE', ['7CE', '7CE PE']],
    ['CIDB grading: 3GB**', ['3GB']],
    ['cidb grading of 3ce or higher', ['3CE']],
    ['cidb grading 4 me', ['4ME']],
    ['CIDB grading - 4EP', ['4EP']],
    ['CIDB GRADING: 7-CE', ['7CE']],
    ['CIDB grade 7.CE or higher', ['7CE']],
    ['CIDB GRADING 01GB OR HIGHER', ['1GB']],
    ['C.I.D.B. grading 5 CE', ['5CE']],
    ['CIBD GRADING: 6GB', ['6GB']],
    ['C1DB GRADING lGB', ['1GB']],
    ['CIDB grading: 6 C E or higher', ['6CE']],
    ['CIDB Grade: GB 0r Higher', ['GB']],
    ['CIDB Grade VII CE', ['7CE']],
    ['CIDB grade IV or higher', ['4']],
    ['CIDB grade four or five', ['4', '5']],
    ['Panel of contractors with CIDB Grades 8 and 9', ['8', '9']],
    [
      'Construction Industry Development Board (CIDB) contractor grading designation of 8EP (electrical engineering works) or higher',
      ['8EP'],
    ],
    ['CIDB Grade 6 General Building', ['6GB']],
    ['CIDB grade 5 Civil Engineering (CE) or higher', ['5CE']],
    ['CIDB GRADE 2CE TO 5CE', ['2CE', '3CE', '4CE', '5CE']],
    ['panel of contractors (CIDB Grade 5-7 (EP/EB))', ['5EP', '6EP', '7EP', '5EB', '6EB', '7EB']],
    ['CIDB GRADING 1-3CE OR HIGHER', ['1CE', '2CE', '3CE']],
    ['Estimated CIDB grading of: 3 CE, 4 CE, 5 CE or higher', ['3CE', '4CE', '5CE']],
    ['CIDB registration required: anticipated 2CEPE / 2GBPE or higher', ['2CE PE', '2GB PE']],
    ['MAINTENANCE OF PUMPS: 6EP PE OR EB PE OR 6ME PE OR HIGHER', ['6EP PE', '6EB PE', '6ME PE']],
    ['CIDB LEVEL GRADING: 1CE or higher or 1 GB or higher', ['1CE', '1GB']],
    ['NB: 1SO grading CIDB certificate must be attached', ['1SO']],
    ['Construction of a reservoir, 7CE CIDB GRADING', ['7CE']],
    ['Maintenance of the plant (5ME or Higher grading)', ['5ME']],
    ['CIDB Grading Requirement:Minimum7CE or higher', ['7CE']],
    ['Locality = 10CIDB Grading: 3CE and aboveCompulsory briefing', ['3CE']],
    [
      'List of contractors on CIDB GRADING 1 & 2 TO CARRY OUT REPAIRS IN TERMS OF GB, SO, EB AND MINOR WORKS',
      ['1GB', '1SO', '1EB', '2GB', '2SO', '2EB'],
    ],
    ['Bidders must have CIDB grade 5 or higher in the CE or GB class of construction works', ['5CE', '5GB']],
    ['CIDB Grade 6 or higher (CE)', ['6CE']],
    ['CIDB grade 5 or above in Civil Engineering', ['5CE']],
    ['registered with the CIDB in the GB class of works', ['GB']],
    ['CIDB grading GB3', ['3GB']],
    ['CIDB GRADE 7 or 8 GB', ['7GB', '8GB']],
    ['CIDB GRADE: 5GB PE OR 6GB', ['5GB PE', '6GB']],
    ['1. Compulsory briefing 2. Fee R500 3 CIDB Grading: 7GB', ['7GB']],
    ['BULK PHASE 2 CIDB grading requirement: minimum 9CE or higher', ['9CE']],
    ['REQUIRED CIDB GRADING 1. Bidders must hold 8GB. 2. Latecomers are turned away', ['8GB']],
  ])('%s', (text, expected) => {
    expect(designationsIn(text)).toEqual(expected);
  });

  test.each([
    ['Upgrade of the gravel road - Ward 8\n-5CE or higher\n-031 000 0000', ['5CE']],
    ['Blacktop patching (GRADE 5CE OR HIGHER)', ['5CE']],
    ['PANEL OF CONTRACTORS FOR CIVIL WORKS (6CE-7CE) FOR EMERGENCIES', ['6CE', '7CE']],
    ['Contractor development for 2GB TO 4GB for three years', ['2GB', '3GB', '4GB']],
    ['Hospital: repairs to the roof. 2 GB\nN/A', ['2GB']],
    ['Department: replace the blocked sewer line: 2SO', ['2SO']],
    ['8/2/2/451 (6CE/5CEPE or higher) installation of water meters', ['6CE', '5CE PE']],
    ['PANEL OF FOUR CONTRACTORS FOR CIVIL WORKS 4 X 4CE HIGHER', ['4CE']],
    ['MAINTENANCE OF POWER TRANSFORMERS 4EP AND ABOVE', ['4EP']],
  ])('without the name of the CIDB: %s', (text, expected) => {
    expect(designationsIn(text)).toEqual(expected);
  });
});

describe('lookalikes', () => {
  test.each([
    'Supply of laptops with 8GB or higher memory',
    'Supply of 20 tablets, 4 GB RAM, CE marking class 5 CE marking',
    'Grade 5 CE marked helmets',
    'Refill of SF6 gas for switchgear: construction of bays',
    'Please bring 4 ME forms to the construction office',
    'Book codes 2 SB and 3 SC for grade 7 learners',
    'Online mathematics for grades 3-7 in schools',
    'Office at 1234/5 SE Street; meeting on 3 SEP 2026',
    'Meeting ID: 394 671, passcode xP6Ce3hr',
    '5 GBP per unit and 6 ME3 valves',
    'NQF Level 5 with construction experience',
    'B-BBEE level 1 to 4 contributors and CIDB registration',
    'CIDB registration is required for 3 years',
    'CIDB grading certificate and 3 references',
    'Job grading and salary benchmarking, grade 4 posts',
    'Download from https://x.example/?id=%7b2CE&u=3ME of the works contractor',
    'All bidders must be CIDB registered and attend the meeting at 10:00 on 5 March',
    'Bidders must give me 4 so that we may build',
    'Supply of a 2.5GB bundle, 7.5 ME motor installation',
    'CIDB members only. Bring 5 ME forms',
    'Level 3 SC security clearance for works',
    'Repair of 2 SO2 analysers. SANS 1200 GB works, 12 GB houses',
    '4ME-500 pump maintenance and a model 7SE pump',
    'CIDB best practice level 2, and grade 4 concrete',
    'GQEBERHA (PE) AREA: MAINTENANCE OF 4 SEWER PUMPS',
  ])('%s', (text) => {
    expect(readCidb(text).designations).toEqual([]);
  });
});

describe('what comes with a designation', () => {
  test('the span covers the designation and "or higher", and is exactly that part of the text', () => {
    const text = '  Repairs.\r\nTenderers should have a CIDB contractor grading of 8EP/ME or higher. Closing soon.';
    const [first, second] = readCidb(text).designations;
    expect(first).toMatchObject({
      grade: 8,
      classOfWorks: 'EP',
      orHigher: true,
      alternatives: 1,
      span: { text: '8EP/ME or higher' },
    });
    expect(second).toMatchObject({ classOfWorks: 'ME', alternatives: 1 });
    expect(text.slice(first?.span.start, first?.span.end)).toBe('8EP/ME or higher');
  });

  test('a grade alone keeps the label that gives it its meaning', () => {
    expect(readCidb('Roads. CIDB GRADE FOUR (4) OR HIGHER').designations).toMatchObject([
      { grade: 4, classOfWorks: null, span: { text: 'CIDB GRADE FOUR (4) OR HIGHER' } },
    ]);
  });

  test('"minimum" says or higher too', () => {
    expect(readCidb('A minimum CIDB grading of 7 CE').designations).toMatchObject([{ orHigher: true }]);
    expect(readCidb('CIDB grading required - minimum of 1CE').designations).toMatchObject([{ orHigher: true }]);
    expect(readCidb('CIDB grading: 9EP').designations).toMatchObject([{ orHigher: false }]);
  });

  test('classes joined by "and" are asked for together, all else is a choice', () => {
    expect(readCidb('CIDB 7CE and 4EB').designations.map(({ alternatives }) => alternatives)).toEqual([1, 2]);
    expect(readCidb('CIDB 3CE and 4CE').designations.map(({ alternatives }) => alternatives)).toEqual([1, 1]);
    expect(readCidb('CIDB 7CE, 7SJ or 8GB').designations.map(({ alternatives }) => alternatives)).toEqual([1, 1, 1]);
  });

  test('a designation said twice is one, and the wider wording is its evidence', () => {
    expect(
      readCidb('Plumbing, CIDB of 2SO. Only CIDB grading of 2 SO or higher is eligible.').designations,
    ).toMatchObject([{ grade: 2, classOfWorks: 'SO', orHigher: true, span: { text: '2 SO or higher' } }]);
  });

  test('a lower grade for potentially emerging contractors is an alternative of the grade they are let off', () => {
    const { designations } = readCidb(
      'a) registered with the CIDB for 5CE or higher. b) Potentially emerging enterprises one grade lower may tender. (4CEPE)',
    );
    expect(designations).toMatchObject([
      { grade: 5, isPotentiallyEmerging: false, alternatives: 1 },
      { grade: 4, isPotentiallyEmerging: true, alternatives: 1 },
    ]);
  });
});

describe('no grading asked for', () => {
  test.each([
    ['Office accommodation for five years. No CIDB grading.', 'No CIDB grading'],
    ['CIDB GRADING (if applicable) N/A', 'CIDB GRADING (if applicable) N/A'],
    ['Youth = 10CIDB Grading: N/ACompulsory briefing', 'CIDB Grading: N/A'],
    ['CIDB registration is not required', 'CIDB registration is not required'],
    ['A CIDB grading is not applicable', 'CIDB grading is not applicable'],
  ])('%s', (text, span) => {
    expect(readCidb(text)).toMatchObject({ designations: [], notApplicable: [{ text: span }] });
  });

  test.each([
    'Carpets (CIDB grading: 1GB or higher)\nN/A',
    'Substations, CIDB 6EP\nN/A',
    'Community hall CIDB\nN/A',
    'CIDB registered bidders only',
  ])('is not read into %p', (text) => {
    expect(readCidb(text).notApplicable).toEqual([]);
  });
});
