import type { FieldChangeResolvers } from '../../../types.generated.js';
import type { Json } from '../../../ocds/index.js';

export const FieldChange: FieldChangeResolvers = {
  path: ({ field, key }) => (key === undefined ? field : `${field}/${key}`),
  before: ({ before }) => textOf(before),
  after: ({ after }) => textOf(after),
};

function textOf(value: Json): string | null {
  return value === null || typeof value === 'string' ? value : JSON.stringify(value);
}
