import { mutation } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { previewMapping } from '../../teams/mapping-preview.js';
import { mappingPreviewInput } from '../../teams/team-source-input.js';

// Answers wrong input as the mutation does that it is a dry run of.
export const mappingPreview: NonNullable<QueryResolvers['mappingPreview']> = mutation(
  mappingPreviewInput,
  async (_context, input) => previewMapping(input),
);
