import { readProvince } from '@hub/runtime/provinces';
import type { CompanyProfileResolvers } from '../../../types.generated.js';
import { contactOf, designations, registrations } from '../profile.service.js';

export const CompanyProfile: CompanyProfileResolvers = {
  provinces: ({ provinces }) => provinces.map(readProvince).filter((province) => province !== null),
  yearsOfExperience: ({ experienceYears }) => experienceYears,
  designations: (_profile, _args, context) => designations(context),
  registrations: (_profile, _args, context) => registrations(context),
  contactEmail: (profile, _args, context) => contactOf(context, profile).email,
  contactPhone: (profile, _args, context) => contactOf(context, profile).phone,
};
