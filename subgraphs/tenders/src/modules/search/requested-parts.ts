import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql';
import { facetNames } from '../../search-index/index.js';
import type { RequestedParts } from './search.service.js';

/** Reads from the selection of a `TenderConnection` what must be counted. */
export function requestedPartsOf(info: GraphQLResolveInfo): RequestedParts {
  const fields = fieldsOf(info.fieldNodes, info);
  const facetFields = fieldsOf(
    fields.filter(({ name }) => name.value === 'facets'),
    info,
  ).map(({ name }) => name.value);
  const facets = facetNames.filter((name) => facetFields.includes(name));
  return { facets, hasCounts: facets.length > 0 || fields.some(({ name }) => name.value === 'totalCount') };
}

/** Fields right below these, with those of fragments. */
function fieldsOf(parents: readonly FieldNode[], info: GraphQLResolveInfo): FieldNode[] {
  const collect = (node: SelectionNode): FieldNode[] => {
    if (!isIncluded(node, info)) return [];
    if (node.kind === 'Field') return [node];
    const set = node.kind === 'InlineFragment' ? node.selectionSet : info.fragments[node.name.value]?.selectionSet;
    return (set?.selections ?? []).flatMap(collect);
  };
  return parents.flatMap(({ selectionSet }) => (selectionSet?.selections ?? []).flatMap(collect));
}

function isIncluded(node: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
