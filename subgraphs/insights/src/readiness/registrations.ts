import { nameOfBody, readRegistrationBody, type RegistrationBody } from '@hub/runtime/registrations';
import type { CheckState, Finding, HeldRegistration, TeamFacts, TenderNeeds } from './readiness.js';

type Team = Pick<TeamFacts, 'registrations'>;
type Tender = Pick<TenderNeeds, 'registrations'>;

/** A registration that a tender asks for and the team does not hold. */
export interface MissingRegistration {
  readonly body: RegistrationBody;
  /** The last day of the latest that the team held. */
  readonly endedOn: string | null;
}

/** What the tender asks for, could be stated in a profile, and the team does not hold. */
export function missingRegistrations(team: Team, tender: Tender): readonly MissingRegistration[] {
  return askedBodies(tender).flatMap((body) => {
    const own = heldOf(team, body);
    return own.some(({ isValidNow }) => isValidNow) ? [] : [{ body, endedOn: own[0]?.expiresOn ?? null }];
  });
}

/** Of several some may be alternatives, or asked of staff: only where none is held the condition is not met. */
export function checkRegistrations(team: Team, tender: Tender): Finding[] {
  const required = tender.registrations.map(nameOf);
  if (required.length === 0) return [];
  const [state, rest] = judged(team, tender);
  return [
    {
      ...{ ruleId: 'registrations', ruleVersion: '3', state, required },
      held: [...new Set(team.registrations.map(({ body }) => nameOf(body)))].slice(0, 20),
      evidence: `The tender asks for registration: ${required.join(', ')}; ${rest}.`,
    },
  ];
}

/** "PSIRA, which ended on 2026-03-31". */
export function nameOfMissing({ body, endedOn }: MissingRegistration): string {
  return endedOn === null ? nameOfBody(body) : `${nameOfBody(body)}, which ended on ${endedOn}`;
}

function judged(team: Team, tender: Tender): [CheckState, string] {
  const withoutBody = tender.registrations.filter((code) => readRegistrationBody(code) === null);
  const missing = missingRegistrations(team, tender);
  const names = missing.map(nameOfMissing).join(', ');
  if (withoutBody.length > 0) {
    const open = `a company profile cannot state ${withoutBody.join(', ')}`;
    return ['UNKNOWN', names === '' ? open : `${open}; not listed are ${names}`];
  }
  if (team.registrations.length === 0) return ['UNKNOWN', 'the company profile does not list registrations'];
  if (missing.length === askedBodies(tender).length)
    return ['NOT_MET', `the company profile lists none that is valid: ${names}`];
  if (missing.length > 0) return ['UNKNOWN', `not listed are ${names}; whether all are needed, the documents tell`];
  const ending = endingBeforeClosing(team, tender);
  if (ending.length > 0) return ['UNKNOWN', `${ending.join(', ')}, before the tender closes`];
  return ['MET', 'the company profile lists all of it'];
}

/** "PSIRA ends on 2026-03-31", where nothing of the same body lasts longer. */
function endingBeforeClosing(team: Team, tender: Tender): string[] {
  return askedBodies(tender).flatMap((body) => {
    const [latest, ...others] = heldOf(team, body);
    if (latest === undefined || [latest, ...others].some(({ isValidAtClosing }) => isValidAtClosing)) return [];
    return [`${nameOfBody(body)} ends on ${latest.expiresOn ?? ''}`];
  });
}

function askedBodies({ registrations }: Tender): RegistrationBody[] {
  return [...new Set(registrations.map(readRegistrationBody).filter((body) => body !== null))];
}

/** The registrations with a body, the one that lasts longest first. */
function heldOf({ registrations }: Team, body: RegistrationBody): HeldRegistration[] {
  const lastDay = ({ expiresOn }: HeldRegistration): string => expiresOn ?? '9999-12-31';
  return registrations
    .filter((held) => held.body === body)
    .toSorted((one, other) => lastDay(other).localeCompare(lastDay(one)));
}

function nameOf(code: string): string {
  const body = readRegistrationBody(code);
  return body === null ? code : nameOfBody(body);
}
