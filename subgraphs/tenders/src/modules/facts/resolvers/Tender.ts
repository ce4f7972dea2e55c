import type { TenderResolvers } from '../../../types.generated.js';

export const Tender: Pick<
  TenderResolvers,
  'bbbeeRequirements' | 'cidbRequirements' | 'preference' | 'statedBriefing' | '__isTypeOf' | '__resolveReference'
> = {
  cidbRequirements: async ({ id }, _args, { loaders }) => (await loaders.facts.load(id))?.cidb ?? null,
  bbbeeRequirements: async ({ id }, _args, { loaders }) => (await loaders.facts.load(id))?.bbbee ?? null,
  preference: async ({ id }, _args, { loaders }) => (await loaders.facts.load(id))?.preference ?? null,
  statedBriefing: async ({ id }, _args, { loaders }) => (await loaders.facts.load(id))?.briefing ?? null,
};
