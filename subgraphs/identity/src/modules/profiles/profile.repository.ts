import type { Capability, CompanyProfile } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** What a team states in the row of its profile, contact data apart. */
export type ProfileFields = Pick<
  CompanyProfile,
  | 'companyName'
  | 'sectors'
  | 'services'
  | 'provinces'
  | 'experienceYears'
  | 'bbbeeLevel'
  | 'bbbeeExpiresOn'
  | 'websiteUrl'
>;

type WrittenFields = ProfileFields & Pick<CompanyProfile, 'teamId' | 'contactEncrypted'>;

/** A designation as stored: `7CE`, `6CEPE`. */
export type HeldDesignation = Pick<Capability, 'designation' | 'expiresOn'>;

/** A registration as stored: the body as scheme, its number as designation. */
export type HeldRegistration = Pick<Capability, 'scheme' | 'designation' | 'expiresOn'>;

export function findProfile(db: ReadClient): Promise<CompanyProfile | null> {
  return db.companyProfile.findFirst();
}

/** The profile of a team that has one. @throws an error of Prisma when it has none. */
export function theProfile(tx: TeamTransaction): Promise<CompanyProfile> {
  return tx.companyProfile.findFirstOrThrow();
}

/** CIDB designations. */
export function findDesignations(db: ReadClient): Promise<Capability[]> {
  return db.capability.findMany({ where: { scheme: 'CIDB' }, orderBy: { designation: 'asc' } });
}

/** Registrations with whom ever else. */
export function findRegistrations(db: ReadClient): Promise<Capability[]> {
  return db.capability.findMany({
    where: { scheme: { not: 'CIDB' } },
    orderBy: [{ scheme: 'asc' }, { designation: 'asc' }],
  });
}

/** The profile of the team, which nobody else changes until the transaction ends; null where there is none. */
export async function lockProfile(tx: TeamTransaction): Promise<CompanyProfile | null> {
  await tx.$queryRaw`select from identity.company_profile for update`;
  return findProfile(tx);
}

/** Adds the profile of the team. False when it has one already, whoever was quicker. */
export async function insertProfile(tx: TeamTransaction, fields: WrittenFields): Promise<boolean> {
  const { count } = await tx.companyProfile.createMany({ data: [fields], skipDuplicates: true });
  return count === 1;
}

/** Changes the profile of the team, which the transaction has locked. */
export async function changeProfile(
  tx: TeamTransaction,
  { teamId, ...data }: WrittenFields & { version: number },
): Promise<void> {
  await tx.companyProfile.updateMany({ where: { teamId }, data });
}

/** Notes on the team who changed it. */
export async function markTeamChanged(tx: TeamTransaction, id: string, byMembershipId: string | null): Promise<void> {
  await tx.team.updateMany({ where: { id }, data: { updatedByMembershipId: byMembershipId } });
}

/** The CIDB designations that the team holds from now on. */
export async function replaceDesignations(
  tx: TeamTransaction,
  teamId: string,
  held: readonly HeldDesignation[],
): Promise<void> {
  await tx.capability.deleteMany({ where: { scheme: 'CIDB' } });
  await tx.capability.createMany({ data: held.map((one) => ({ ...one, teamId, scheme: 'CIDB' })) });
}

/** The registrations that the team holds from now on. */
export async function replaceRegistrations(
  tx: TeamTransaction,
  teamId: string,
  held: readonly HeldRegistration[],
): Promise<void> {
  await tx.capability.deleteMany({ where: { scheme: { not: 'CIDB' } } });
  await tx.capability.createMany({ data: held.map((one) => ({ ...one, teamId })) });
}

/** The fields of a row that a team states. */
export function fieldsOf(profile: CompanyProfile): ProfileFields {
  const { companyName, sectors, services, provinces, experienceYears, bbbeeLevel, bbbeeExpiresOn, websiteUrl } =
    profile;
  return { companyName, sectors, services, provinces, experienceYears, bbbeeLevel, bbbeeExpiresOn, websiteUrl };
}
