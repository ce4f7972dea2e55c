import type { CompanyProfile } from '@hub/prisma/client';
import { changesBetween, type FieldChanges } from '@hub/runtime/events';
import type { HeldDesignation, HeldRegistration, ProfileFields } from './profile.repository.js';

/** All that a team says about itself, contact data apart. */
export interface ProfileState extends ProfileFields {
  readonly designations: readonly HeldDesignation[];
  readonly registrations: readonly HeldRegistration[];
}

/** The row of a team that has stated nothing so far; it is not in the database. */
export function unstatedProfile(teamId: string): CompanyProfile {
  return {
    teamId,
    companyName: '',
    sectors: [],
    services: [],
    provinces: [],
    experienceYears: null,
    bbbeeLevel: null,
    bbbeeExpiresOn: null,
    websiteUrl: null,
    contactEncrypted: null,
    version: 0,
    createdAt: new Date(0),
    updatedAt: new Date(0),
  };
}

const told = [
  'companyName',
  'sectors',
  'services',
  'provinces',
  'yearsOfExperience',
  'bbbeeLevel',
  'bbbeeExpiresOn',
  'websiteUrl',
  'designations',
  'registrations',
] as const;

/** What differs, by the names of the API. Contact data is told as changed, without its values. */
export function changesOf(before: ProfileState, after: ProfileState, isContactChanged: boolean): FieldChanges {
  return [
    ...changesBetween(told, factsOf(before), factsOf(after)),
    ...(isContactChanged ? [{ field: 'contact', before: null, after: null }] : []),
  ];
}

function factsOf(state: ProfileState) {
  const { companyName, experienceYears: yearsOfExperience, bbbeeLevel, bbbeeExpiresOn, websiteUrl } = state;
  const held = state.designations.map(({ designation, expiresOn }) => heldUntil(designation, expiresOn));
  const registered = state.registrations.map(({ scheme, designation, expiresOn }) =>
    heldUntil(`${scheme} ${designation}`, expiresOn),
  );
  return {
    companyName: companyName === '' ? null : companyName,
    sectors: state.sectors,
    services: state.services,
    provinces: state.provinces,
    yearsOfExperience,
    bbbeeLevel,
    bbbeeExpiresOn: bbbeeExpiresOn && dayOf(bbbeeExpiresOn),
    websiteUrl,
    designations: held.toSorted(),
    registrations: registered.toSorted(),
  };
}

function heldUntil(name: string, expiresOn: Date | null): string {
  return expiresOn === null ? name : `${name} until ${dayOf(expiresOn)}`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
