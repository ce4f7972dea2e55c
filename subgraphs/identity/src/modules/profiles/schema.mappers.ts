import type { Capability, CompanyProfile } from '@hub/prisma/client';

export type CompanyProfileMapper = CompanyProfile;
export type DesignationMapper = Capability;
