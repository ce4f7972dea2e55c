import type { ReadinessInputs } from '@hub/insights/readiness';
import type { BidderKey } from './labels.js';

type Team = ReadinessInputs['team'];

const held = (designation: string): Team['designations'][number] => ({
  grade: Number(designation.charAt(0)),
  workClass: designation.slice(1, 3),
  isPotentiallyEmerging: false,
  expiresOn: null,
  isValidNow: true,
  isValidAtClosing: true,
});

/** Three bidders whose eyes the labels were given with: a builder, a technology firm, a firm for guarding and cleaning. */
export const bidders: Readonly<Record<BidderKey, Team>> = {
  B: {
    sectors: ['Construction'],
    services: ['Road construction', 'Building renovation', 'Water and sewer pipelines'],
    provinces: ['EASTERN_CAPE', 'KWAZULU_NATAL', 'GAUTENG'],
    experienceYears: 12,
    bbbeeLevel: 1,
    designations: [held('6CE'), held('5GB')],
    registrations: [],
  },
  T: {
    sectors: ['Information technology'],
    services: ['Software development', 'Network infrastructure', 'Computer equipment', 'Cyber security'],
    provinces: ['NATIONAL'],
    experienceYears: 10,
    bbbeeLevel: 2,
    designations: [],
    registrations: [],
  },
  S: {
    sectors: ['Security services', 'Cleaning services'],
    services: ['Guarding', 'Hygiene'],
    provinces: ['GAUTENG', 'KWAZULU_NATAL', 'LIMPOPO', 'MPUMALANGA', 'FREE_STATE'],
    experienceYears: 8,
    bbbeeLevel: 1,
    designations: [],
    registrations: [],
  },
};
