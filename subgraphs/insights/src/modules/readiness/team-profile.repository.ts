// cspell:ignore cepe
import type { ReadClient } from '@hub/runtime/database';

/** A designation as stored: `7CE`, `6CEPE`. */
export interface StoredDesignation {
  readonly designation: string;
  readonly expiresOn: Date | null;
}

/** A registration as stored: PSIRA, ISO_9001. */
export interface StoredRegistration {
  readonly body: string;
  readonly expiresOn: Date | null;
}

/** What the current team says it can do. Empty and null mean not stated. */
export interface TeamProfile {
  readonly sectors: readonly string[];
  readonly services: readonly string[];
  readonly provinces: readonly string[];
  readonly experienceYears: number | null;
  readonly bbbeeLevel: number | null;
  readonly bbbeeExpiresOn: Date | null;
  readonly designations: readonly StoredDesignation[];
  readonly registrations: readonly StoredRegistration[];
}

/**
 * The profile of the current team with its designations and registrations, in one statement: row-level security leaves one profile to
 * see. A team that filled in none has stated nothing.
 */
export async function findTeamProfile(db: ReadClient): Promise<TeamProfile> {
  const rows = await db.$queryRaw<ProfileRow[]>`
    select coalesce(p.sectors, '{}') as sectors, coalesce(p.services, '{}') as services,
      coalesce(p.provinces, '{}') as provinces, p.experience_years as "experienceYears",
      p.bbbee_level as "bbbeeLevel", p.bbbee_expires_on as "bbbeeExpiresOn",
      coalesce(held.designations, '{}') as designations, coalesce(held.expiries, '{}') as expiries,
      coalesce(held.bodies, '{}') as bodies, coalesce(held.ends, '{}') as ends
    from (
      select array_agg(designation order by designation) filter (where scheme = 'CIDB') as designations,
        array_agg(coalesce(expires_on::text, '') order by designation) filter (where scheme = 'CIDB') as expiries,
        array_agg(scheme order by scheme, designation) filter (where scheme <> 'CIDB') as bodies,
        array_agg(coalesce(expires_on::text, '') order by scheme, designation) filter (where scheme <> 'CIDB') as ends
      from identity.capability
    ) held
    left join identity.company_profile p on true`;
  const [row] = rows;
  if (row === undefined) return unstated;
  const { designations, expiries, bodies, ends, ...profile } = row;
  return {
    ...profile,
    designations: designations.map((designation, index) => ({ designation, expiresOn: dateOrNull(expiries[index]) })),
    registrations: bodies.map((body, index) => ({ body, expiresOn: dateOrNull(ends[index]) })),
  };
}

interface ProfileRow extends Omit<TeamProfile, 'designations' | 'registrations'> {
  readonly designations: readonly string[];
  /** Last days, in the order of the designations; empty where there is none. */
  readonly expiries: readonly string[];
  readonly bodies: readonly string[];
  /** Last days, in the order of the bodies. */
  readonly ends: readonly string[];
}

const unstated: TeamProfile = {
  sectors: [],
  services: [],
  provinces: [],
  experienceYears: null,
  bbbeeLevel: null,
  bbbeeExpiresOn: null,
  designations: [],
  registrations: [],
};

function dateOrNull(day: string | undefined): Date | null {
  return day ? new Date(`${day}T00:00:00Z`) : null;
}
