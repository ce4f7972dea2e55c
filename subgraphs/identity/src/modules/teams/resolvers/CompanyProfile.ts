import { readProvince } from '@hub/runtime/provinces';
import type { CompanyProfileResolvers } from '../../../types.generated.js';
import { designations } from '../team.service.js';

export const CompanyProfile: CompanyProfileResolvers = {
  designations: (_profile, _args, context) => designations(context),
  // What is no province, as somebody once wrote it, is left out.
  provinces: ({ provinces }) => [...new Set(provinces.map(readProvince))].filter((province) => province !== null),
  yearsOfExperience: ({ experienceYears }) => experienceYears,
};
