import type { FieldChangeResolvers } from '../../../types.generated.js';

export const FieldChange: FieldChangeResolvers = {
  path: ({ field, key }) => (key === undefined ? field : `${field}/${key}`),
};
