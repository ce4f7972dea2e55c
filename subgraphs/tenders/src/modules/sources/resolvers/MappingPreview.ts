import type { MappingPreviewResolvers } from '../../../types.generated.js';
import { fieldNames } from '../teams/field-names.js';

const rowsShown = 20;

export const MappingPreview: MappingPreviewResolvers = {
  rows: ({ rows }) => rows.slice(0, rowsShown),
  absentFields: ({ absent }) => absent.map((field) => fieldNames[field]),
};
