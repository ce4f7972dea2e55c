import type { CompanyProfile, Team } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { FieldDecryptionError } from '@hub/runtime/encryption';
import { HubError } from '@hub/runtime/errors';
import { companyProfileChanged, recordEvent } from '@hub/runtime/events';
import { conflictWith, invalidField, type Conflict, type InvalidInput } from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import { readRegistrationBody } from '@hub/runtime/registrations';
import type { RequestScope } from '@hub/runtime/service';
import type { Context } from '../../context.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import { changesOf, unstatedProfile, type ProfileState } from './profile-changes.js';
import { contactAfter } from './contact-change.js';
import { openContact, type ProfileContact } from './profile-contact.js';
import type { UpdateCompanyProfile } from './profile-input.js';
import * as profiles from './profile.repository.js';
import { rescoreTeam } from './rescore-team.js';

type Refused = InvalidInput | Conflict<'CompanyProfileConflict', CompanyProfile>;
type UpdateResult = { readonly __typename: 'UpdateCompanyProfileSuccess'; readonly team: Team } | Refused;

/** The company profile of the team; null until it is filled in. */
export function companyProfile(scope: RequestScope) {
  return scope.database.read(profiles.findProfile);
}

/** CIDB designations the team holds. */
export function designations(scope: RequestScope) {
  return scope.database.read(profiles.findDesignations);
}

/** Registrations the team holds, with bodies that are known. */
export async function registrations(scope: RequestScope) {
  const held = await scope.database.read(profiles.findRegistrations);
  return held.flatMap(({ scheme, designation: number, expiresOn }) => {
    const body = readRegistrationBody(scheme);
    return body === null ? [] : [{ body, number, expiresOn }];
  });
}

/**
 * How buyers reach the company, in the clear.
 * @throws HubError `FIELD_UNREADABLE` when it was encrypted with a key that is gone.
 */
export function contactOf(context: Context, { contactEncrypted, teamId }: CompanyProfile): ProfileContact {
  try {
    return openContact(context.cipher, contactEncrypted, teamId);
  } catch (error) {
    if (!(error instanceof FieldDecryptionError)) throw error;
    context.logger.error({ event: 'field_unreadable', err: error, teamId }, 'The contact of a profile is unreadable.');
    throw new HubError('FIELD_UNREADABLE', 'The contact data of the company cannot be decrypted.');
  }
}

/**
 * Fills in the profile or changes it, if it still has the version that the change was made on. Readiness is calculated
 * anew by a job of the same transaction. A change that changes nothing succeeds and keeps the version.
 */
export async function updateCompanyProfile(context: Context, input: UpdateCompanyProfile): Promise<UpdateResult> {
  const teamId = requireTeam(context.actor, 'A company profile needs a team.');
  const refused = await context.database.write((tx) => change(tx, { context, teamId, input }));
  if (refused) return refused;
  context.loaders.team.clear(teamId);
  return { __typename: 'UpdateCompanyProfileSuccess', team: await requireCurrentTeam(context) };
}

interface Change {
  readonly context: Context;
  readonly teamId: string;
  readonly input: UpdateCompanyProfile;
}

/** Null when it is done. */
async function change(tx: TeamTransaction, { context, teamId, input }: Change): Promise<Refused | null> {
  const { expectedVersion, cidbDesignations, registrations: registered } = input;
  // Locked, so that what the event tells is what this change found.
  const current = await profiles.lockProfile(tx);
  if (current === null && expectedVersion > 0) return noProfile;
  if (current !== null && current.version !== expectedVersion) return conflict(current);
  const stored = current?.contactEncrypted ?? null;
  const contact = contactAfter({ cipher: context.cipher, teamId, stored }, input);
  if ('problems' in contact) return contact;
  const before = await stateOf(tx, current ?? unstatedProfile(teamId));
  const after = changed(before, input);
  const changes = changesOf(before, after, contact.isChanged);
  if (changes.length === 0) return null;

  const { designations: _held, registrations: _registered, ...fields } = after;
  const row = { ...fields, teamId, contactEncrypted: contact.contactEncrypted };
  const version = expectedVersion + 1;
  // Two first profiles at once: there is no row yet that the second could have waited for.
  if (current === null && !(await profiles.insertProfile(tx, row))) return conflict(await profiles.theProfile(tx));
  if (current !== null) await profiles.changeProfile(tx, { ...row, version });
  if (cidbDesignations) await profiles.replaceDesignations(tx, teamId, cidbDesignations);
  if (registered) await profiles.replaceRegistrations(tx, teamId, registered);
  await profiles.markTeamChanged(tx, teamId, membershipOf(context.actor));
  await recordEvent(tx, companyProfileChanged, { subjectId: teamId, body: { version, changes } });
  await enqueue(tx, rescoreTeam, {}, { key: teamId, queue: `readiness:${teamId}` });
  return null;
}

async function stateOf(tx: TeamTransaction, profile: CompanyProfile): Promise<ProfileState> {
  const held = await profiles.findDesignations(tx);
  return {
    ...profiles.fieldsOf(profile),
    designations: held,
    registrations: await profiles.findRegistrations(tx),
  };
}

function changed(before: ProfileState, input: UpdateCompanyProfile): ProfileState {
  const {
    expectedVersion: _version,
    yearsOfExperience,
    cidbDesignations,
    contactEmail: _email,
    contactPhone: _phone,
    ...plain
  } = input;
  return {
    ...before,
    ...plain,
    ...(yearsOfExperience !== undefined && { experienceYears: yearsOfExperience }),
    ...(cidbDesignations !== undefined && { designations: cidbDesignations }),
  };
}

const noProfile = invalidField(
  'expectedVersion',
  'No profile is filled in yet. Send expectedVersion 0 and a companyName.',
);

function conflict(current: CompanyProfile): Conflict<'CompanyProfileConflict', CompanyProfile> {
  return conflictWith('CompanyProfileConflict', 'company profile', current);
}
