import { createHash, randomUUID } from 'node:crypto';
import { calculateReadiness, type ReadinessInputs } from '@hub/insights/readiness';

const picker = (seed: number) => {
  let state = createHash('sha256').update(String(seed)).digest();
  return <T>(values: readonly T[]): T => {
    state = createHash('sha256').update(state).digest();
    const value = values[state.readUInt32BE() % values.length];
    if (value === undefined) throw new Error('Nothing to choose from.');
    return value;
  };
};

/** Inputs of a score, different for each seed and the same for the same. */
export function randomInputs(seed: number): ReadinessInputs {
  const pick = picker(seed);
  const grade = pick([1, 3, 5, 7, 9]);
  const span = { field: 'DESCRIPTION' as const, start: 0, end: 3, text: `${grade}CE` };
  const asked = { grade, classOfWorks: 'CE', isPotentiallyEmerging: false, isOrHigher: pick([true, false]), span };
  return {
    team: {
      sectors: pick([[], ['Construction'], ['Cleaning'], ['Security', 'Catering']]),
      services: [],
      provinces: pick([[], ['GAUTENG'], ['LIMPOPO', 'GAUTENG']]),
      experienceYears: pick([null, 1, 5, 20]),
      bbbeeLevel: pick([null, 1, 4]),
      designations: pick([[], [held(pick([4, 7, 9]))]]),
      registrations: pick([[], [registered('PSIRA')], [registered('ECSA')]]),
    },
    tender: {
      obstacle: pick([null, null, null, 'CLOSED']),
      kind: pick([null, 'WORKS', 'GOODS', 'SERVICES']),
      subject: 'Construction of a bridge',
      sectors: pick([[], ['construction'], ['cleaning']]),
      isSectorByField: pick([true, false]),
      province: pick([null, 'GAUTENG', 'NATIONAL', 'LIMPOPO']),
      likelyProvince: null,
      valueAmount: pick([null, '100000', '30000000.55']),
      valueCurrency: 'ZAR',
      cidb: pick([
        null,
        { designations: [{ ...asked, alternatives: 1 }], notApplicable: [], mention: null, emerging: null },
      ]),
      bbbeeWorstLevel: pick([null, 2]),
      bbbeeQuote: 'level 2',
      onlyEnterprises: [],
      registrations: pick([[], ['PSIRA']]),
      experienceYears: pick([null, 3, 10]),
      experienceQuote: 'years of experience',
    },
    gradeLimits: [],
    preferenceLimits: [],
    jointVentures: [],
  };
}

const registered = (body: string) => ({ body, expiresOn: null, isValidNow: true, isValidAtClosing: true });

const held = (grade: number) => ({
  grade,
  workClass: 'CE',
  isPotentiallyEmerging: false,
  expiresOn: null,
  isValidNow: true,
  isValidAtClosing: true,
});

/** The document of a score. */
export function storedScore(inputs: ReadinessInputs) {
  const { checklist, remedies, ...score } = calculateReadiness(inputs);
  return {
    ...score,
    checklist: checklist.map((check) => ({ ...check, required: [...check.required], held: [...check.held] })),
    remedies: [...remedies],
    inputs,
    tenderId: randomUUID(),
    inputsHash: createHash('sha256').update(JSON.stringify(inputs)).digest('hex'),
    calculatedAt: new Date('2026-11-21T08:00:00Z'),
  };
}
