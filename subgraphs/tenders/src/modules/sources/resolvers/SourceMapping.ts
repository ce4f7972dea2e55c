import type { SourceMappingResolvers } from '../../../types.generated.js';
import { mappableFields } from '../connectors/json-mapping.js';
import { fieldNames } from '../teams/field-names.js';

const pagingStyles = { links: 'LINKS', page: 'PAGE', offset: 'OFFSET', cursor: 'CURSOR', none: 'NONE' } as const;

// Sent back as it is shown, a mapping sets the same.
export const SourceMapping: SourceMappingResolvers = {
  paging: ({ paging: { style, parameter, first, sizeParameter, size, nextPointer } }) => ({
    style: pagingStyles[style],
    parameter: style === 'page' || style === 'offset' || style === 'cursor' ? parameter : null,
    first: style === 'page' ? first : null,
    sizeParameter: sizeParameter ?? null,
    size: sizeParameter === undefined ? null : size,
    nextPointer: style === 'none' ? null : nextPointer,
  }),
  items: ({ items }) => items ?? null,
  fields: ({ fields }) =>
    mappableFields.flatMap((name) => {
      const pointer = fields?.[name];
      return pointer === undefined ? [] : [{ field: fieldNames[name], pointer }];
    }),
};
