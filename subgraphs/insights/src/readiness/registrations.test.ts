import { describe, expect, test } from '@jest/globals';
import { readRegistrationBody } from '@hub/runtime/registrations';
import { registrationCodes } from '../key-facts/read-registrations.js';
import type { HeldRegistration } from './readiness.js';
import { checkRegistrations, missingRegistrations } from './registrations.js';

const lasting = (body: string): HeldRegistration => ({
  ...{ body, expiresOn: null, isValidNow: true, isValidAtClosing: true },
});
const ended = (body: string, expiresOn: string): HeldRegistration => ({
  ...{ body, expiresOn, isValidNow: false, isValidAtClosing: false },
});
const ending = (body: string, expiresOn: string): HeldRegistration => ({ ...ended(body, expiresOn), isValidNow: true });

function check(held: readonly HeldRegistration[], asked: readonly string[]) {
  const [team, tender] = [{ registrations: held }, { registrations: asked }];
  return { finding: checkRegistrations(team, tender)[0], missing: missingRegistrations(team, tender) };
}

test('a second registration that outlasts closing is enough', () => {
  const { finding } = check([ending('PSIRA', '2026-03-31'), lasting('PSIRA')], ['PSIRA']);

  expect(finding).toMatchObject({ state: 'MET', held: ['PSIRA'] });
});

test.each<[string, HeldRegistration[], string, string]>([
  [
    'that have ended',
    [ended('ISO_9001', '2024-03-31'), ended('ISO_9001', '2025-03-31')],
    'NOT_MET',
    'the company profile lists none that is valid: ISO 9001, which ended on 2025-03-31.',
  ],
  [
    'that end before closing',
    [ending('ISO_9001', '2026-03-31'), ending('ISO_9001', '2026-04-30'), ended('ISO_9001', '2025-03-31')],
    'UNKNOWN',
    'ISO 9001 ends on 2026-04-30, before the tender closes.',
  ],
])('of several %s the latest is told of, by the name of the body', (_name, held, state, evidence) => {
  expect(check(held, ['ISO 9001']).finding).toEqual({
    ...{ ruleId: 'registrations', ruleVersion: '3', state, required: ['ISO 9001'], held: ['ISO 9001'] },
    evidence: `The tender asks for registration: ISO 9001; ${evidence}`,
  });
});

describe('what a text can ask for', () => {
  test.each([...registrationCodes.filter((code) => code !== 'ISO'), 'ISO 9001', 'ISO 13485'])(
    '%s is missing only where a profile could state it',
    (code) => {
      const { finding, missing } = check([lasting('NONE')], [code]);

      const body = readRegistrationBody(code);
      expect([finding?.state, missing]).toEqual(
        body === null ? ['UNKNOWN', []] : ['NOT_MET', [{ body, endedOn: null }]],
      );
    },
  );

  test('what no profile can state leaves open what else is asked', () => {
    const { finding } = check([lasting('NHBRC')], ['PSIRA', 'ISO 13485']);

    expect(finding).toMatchObject({
      state: 'UNKNOWN',
      evidence:
        'The tender asks for registration: PSIRA, ISO 13485; a company profile cannot state ISO 13485; not listed are PSIRA.',
    });
  });
});
