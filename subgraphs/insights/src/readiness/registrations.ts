import { nameOfBody, readRegistrationBody } from '@hub/runtime/registrations';
import type { CheckState, Finding, TeamFacts, TenderNeeds } from './readiness.js';

/** A registration that a tender asks for and the team does not hold. */
export interface MissingRegistration {
  /** As key facts name it: PSIRA, ISO 9001. */
  readonly code: string;
  /** The last day of one that the team held. */
  readonly endedOn: string | null;
}

/** What the tender asks for and the team does not hold: the codes, and the last days of those that ended. */
export function missingRegistrations(
  { registrations: held }: TeamFacts,
  { registrations: asked }: TenderNeeds,
): readonly MissingRegistration[] {
  return asked.flatMap((code) => {
    const own = held.filter(({ body }) => body === readRegistrationBody(code));
    return own.some(({ isValidNow }) => isValidNow) ? [] : [{ code, endedOn: own[0]?.expiresOn ?? null }];
  });
}

/** Of several some may be alternatives, or asked of staff: only where none is held the condition is not met. */
export function checkRegistrations(team: TeamFacts, tender: TenderNeeds): Finding[] {
  const { registrations: asked } = tender;
  if (asked.length === 0) return [];
  const missing = missingRegistrations(team, tender);
  const bodies = new Set(asked.map(readRegistrationBody));
  const ending = team.registrations.filter(
    ({ body, isValidNow, isValidAtClosing }) =>
      bodies.has(readRegistrationBody(body)) && isValidNow && !isValidAtClosing,
  );
  const demand = `The tender asks for registration: ${asked.join(', ')}`;
  const [state, rest]: [CheckState, string] =
    team.registrations.length === 0
      ? ['UNKNOWN', 'the company profile does not list registrations']
      : missing.length === asked.length
        ? ['NOT_MET', `the company profile lists none that is valid: ${missing.map(nameOfMissing).join(', ')}`]
        : missing.length > 0
          ? [
              'UNKNOWN',
              `not listed are ${missing.map(nameOfMissing).join(', ')}; whether all are needed, the documents tell`,
            ]
          : ending.length > 0
            ? [
                'UNKNOWN',
                `${ending.map(({ body, expiresOn }) => `${body} ends on ${expiresOn ?? ''}`).join(', ')}, before the tender closes`,
              ]
            : ['MET', 'the company profile lists all of it'];
  return [
    {
      ...{ ruleId: 'registrations', ruleVersion: '2', state },
      required: [...asked],
      held: team.registrations.map(({ body }) => body).slice(0, 20),
      evidence: `${demand}; ${rest}.`,
    },
  ];
}

/** "PSIRA, which ended on 2026-03-31". */
export function nameOfMissing({ code, endedOn }: MissingRegistration): string {
  const body = readRegistrationBody(code);
  const name = body === null ? code : nameOfBody(body);
  return endedOn === null ? name : `${name}, which ended on ${endedOn}`;
}
