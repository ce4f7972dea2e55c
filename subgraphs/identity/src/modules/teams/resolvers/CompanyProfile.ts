import type { CompanyProfileResolvers } from '../../../types.generated.js';
import { designations } from '../team.service.js';

export const CompanyProfile: CompanyProfileResolvers = {
  designations: (_profile, _args, context) => designations(context),
};
