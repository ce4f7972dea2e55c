import { describe, expect, test } from '@jest/globals';
import type { KeyFact, KeyFactKind, KeyFactSource } from './key-fact.js';
import { placeOf } from './places.js';
import { publicPart, safeVenue } from './private-data.js';
import { readKeyFacts } from './read-key-facts.js';

const nothing: KeyFactSource = {
  title: 'A tender',
  description: null,
  specialConditions: null,
  closingAt: null,
  timeZone: null,
  valueAmount: null,
  valueCurrency: null,
  province: null,
  deliveryLocation: null,
  buyerName: null,
  briefings: [],
  cidb: null,
  bbbee: null,
  preference: null,
  briefing: null,
};

const read = (source: Partial<KeyFactSource>): readonly KeyFact[] => readKeyFacts({ ...nothing, ...source });
const linesOf = (source: Partial<KeyFactSource>): string[] => read(source).map(({ line }) => line);

const stated: readonly (readonly [
  text: string,
  kind: KeyFactKind,
  line: string,
  codes: string[],
  number: number | null,
])[] = [
  [
    'Cleaning for a period of thirty-six (36) months',
    'PERIOD',
    'Contract period: thirty-six (36) months',
    ['P36M'],
    36,
  ],
  ['a three-year maintenance contract', 'PERIOD', 'Contract period: three-year', ['P3Y'], 36],
  ['Services from appointment until 30 June 2027', 'PERIOD', 'Until 30 June 2027', ['UNTIL'], null],
  ['Supply of pumps, once-off', 'PERIOD', 'Once-off', ['ONCE_OFF'], null],
  ['Supply of 370 x 240L bins', 'QUANTITY', 'Quantity: 370 x 240L bins', [], 370],
  ['Manufacture of SIX (6) SWEEPERS', 'QUANTITY', 'Quantity: SIX (6) SWEEPERS', [], 6],
  [
    'Bidders must be PSIRA registered and have ISO 9001 certification',
    'REGISTRATION',
    'Registration: PSIRA, ISO 9001',
    ['PSIRA', 'ISO 9001'],
    null,
  ],
  ['Bids that score less than 70% for functionality are out', 'FUNCTIONALITY', 'Functionality: at least 70%', [], 70],
  [
    'Return SBD 4, SBD 6.1 and a CSD report',
    'DOCUMENTS',
    'To return: SBD 4, SBD 6.1, CSD report',
    ['SBD 4', 'SBD 6.1', 'CSD report'],
    null,
  ],
  [
    'Supply of three hundred (300) desktop computers',
    'QUANTITY',
    'Quantity: three hundred (300) desktop computers',
    [],
    300,
  ],
  ['Training of fifteen (15) companies within the district', 'QUANTITY', 'Quantity: fifteen (15) companies', [], 15],
  ['The bid document is R2500.00 each', 'FEE', 'Document fee: R2500.00', [], 2500],
  ['Quotes must be valid for 60 days', 'VALIDITY', 'Bid validity: 60 days', [], 60],
  ['A non-refundable document fee of R1 250.00 is payable', 'FEE', 'Document fee: R1 250.00', [], 1250],
  ['A R1,700.00 non-refundable EFT purchase is required', 'FEE', 'Document fee: R1,700.00', [], 1700],
  ['Plant = 20, with a minimum qualifying points of 75', 'FUNCTIONALITY', 'Functionality: at least 75', [], 75],
  [
    'No bids are accepted unless placed in the tender box',
    'SUBMISSION',
    'Submission: in the tender box',
    ['BOX'],
    null,
  ],
  ['Bidders to meet 70 % out of 100 points on functionality', 'FUNCTIONALITY', 'Functionality: at least 70 %', [], 70],
  [
    'Submit the following: proposal, SBD forms, a BBBEE certificate or sworn affidavit and proof of tax to the following email address: x@example.org',
    'SUBMISSION',
    'Submission: by e-mail',
    ['EMAIL'],
    null,
  ],
  ['This enquiry must be submitted through eTender', 'SUBMISSION', 'Submission: online', ['ONLINE'], null],
  ['Bid documents are available at no cost', 'FEE', 'Documents: no cost', [], 0],
  ['All bids must be sent by e-mail', 'SUBMISSION', 'Submission: by e-mail', ['EMAIL'], null],
  ['Bids must be placed in the tender box', 'SUBMISSION', 'Submission: in the tender box', ['BOX'], null],
  [
    'Bidders should not use the tender box but respond to the bid on the online platform',
    'SUBMISSION',
    'Submission: online',
    ['ONLINE'],
    null,
  ],
  ['Bidders must have 5 years experience', 'EXPERIENCE', 'Experience: 5 years', [], 5],
];

describe('facts of text', () => {
  test.each(stated)('%s', (specialConditions, kind, line, codes, number) => {
    const source = kind === 'QUANTITY' ? { description: specialConditions } : { specialConditions };

    const found = read(source).filter((fact) => fact.kind === kind);

    expect(found).toEqual([expect.objectContaining({ line, codes, number })]);
    const span = found[0]?.span;
    expect(specialConditions.slice(span?.start, span?.end)).toBe(span?.text);
  });

  test.each([
    ['Removal of BEE HIVES at the dam', 'BBBEE'],
    ['Quotation DCSL SBD 22-2026', 'DOCUMENTS'],
    ['Safety registration within 6 months of the date of inclusion', 'PERIOD'],
    ['Bids are valid for 90 days', 'PERIOD'],
    ['Bidders must have five years experience', 'PERIOD'],
    ['Documents are available until 30 June 2027', 'PERIOD'],
    ['Repairs in zone two (2) of the town', 'QUANTITY'],
    ['Queries must be sent by e-mail', 'SUBMISSION'],
    ['Bidders attending the briefing must send an e-mail', 'SUBMISSION'],
    ['No bids from any bidder shall be accepted if sent via the internet or e-mail', 'SUBMISSION'],
    ['Answers to written queries will be responded to via email and e-Tender portal', 'SUBMISSION'],
    ['Bid documents must be submitted to the Services SETA office', 'REGISTRATION'],
    ['The deposit box of R 500 notes', 'FEE'],
  ] as const)('%s states no %s', (description, kind) => {
    expect(read({ description }).filter((fact) => fact.kind === kind)).toEqual([]);
  });
});

describe('facts of fields', () => {
  test('come first, in the buyer’s time, and name a place and not the nation', () => {
    const source = {
      closingAt: new Date('2026-03-31T09:00:00Z'),
      timeZone: 'Africa/Johannesburg',
      valueAmount: '1250000.50',
      valueCurrency: 'ZAR',
      province: 'NATIONAL',
      deliveryLocation: 'R39 Road - Grootdraai - STANDERTON - 2430',
      buyerName: 'Water and Sanitation',
      briefings: [{ heldAt: new Date('2026-03-01T08:00:00Z'), isCompulsory: true, venue: 'Town Hall, Durban' }],
    };

    expect(linesOf(source)).toEqual([
      'Closes 2026-03-31 11:00 (Africa/Johannesburg)',
      'Compulsory briefing 2026-03-01 10:00 (Africa/Johannesburg), Town Hall, Durban',
      'Place: Standerton, 2430, Mpumalanga',
      'Value ZAR 1 250 000.50',
      'Buyer: Water and Sanitation',
    ]);
  });

  test.each([
    ['NATIONAL', '12 Hertzog Boulevard, Cape Town, 8001', 'WESTERN_CAPE', 'POSTAL_CODE'],
    ['NATIONAL', 'Glenwood Office Park, Pretoria', 'GAUTENG', 'TOWN'],
    ['KWAZULU_NATAL', 'Somewhere, 0001', 'KWAZULU_NATAL', 'FIELD'],
    ['NATIONAL', 'National, National', 'NATIONAL', null],
  ])('%s and %j are in %s', (province, deliveryLocation, expected, by) => {
    expect(placeOf(province, deliveryLocation)).toMatchObject({ province: expected, by });
  });

  test('tell of a place that two fields tell differently what each says', () => {
    expect(linesOf({ province: 'GAUTENG', deliveryLocation: '8 Voortrekker Road, Cape Town' })).toEqual([
      'Place: Gauteng, though the address is in Cape Town',
    ]);
  });
});

describe('private data', () => {
  test.each([
    ['Meeting ID: 377 852 769 407 0 Passcode: er7G9wN6', 'online'],
    ['https://teams.microsoft.com/l/meetup-join/19%3a', 'online'],
    ['Town Hall, Durban; Mr J Nkosi, 031 322 9748', 'Town Hall, Durban'],
    ['N/A', null],
    [
      'Board Room, International Arrival Floor of the Airport of the City, Gauteng Note: (The meeting is held th',
      'Board Room, International Arrival Floor of the Airport of the City, Gauteng…',
    ],
  ])('venue %j is told as %j', (venue, told) => {
    expect(safeVenue(venue)).toBe(told);
  });

  test.each([
    ['All submissions should be sent through email: a@example.org', 'All submissions should be sent through email'],
    ['A fee of R500.00 is payable, account number 62854372093', 'A fee of R500.00'],
    ['Mr Jabu Nkosi, 031 322 9748', null],
    ['Kindly forward quotations to: a@example.org', null],
    ['Pay at the cashiers using the following vote no 2112 142 4510', null],
    ['Viewing is on 18 February NB: For a site visit please write to a@example.org', 'Viewing is on 18 February'],
    ['Erf 1234 and Act 28 of 2024', 'Erf 1234 and Act 28 of 2024'],
  ])('of %j %j may be told', (text, told) => {
    expect(publicPart(text)).toBe(told);
  });
});
