/** Longer than others because the walk of a selection, its lists and its connections is one recursion. */
import { pageSizeDefault } from '@hub/runtime/graphql';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { countIn, fixedCost, noCost, sumOf, type Cost, type ListSize } from './cost.js';
import type { CostWeights } from './read-weights.js';

/** What a mutation costs beside what it returns. */
const mutationWeight = 10;
/** Items of a list of objects whose size nothing says. */
const assumedItems = 5;
const sizeArguments = ['first', 'last', 'ids'];

/** One operation of a document that was validated. */
export interface EstimatedOperation {
  readonly schema: GraphQLSchema;
  readonly weights: CostWeights;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/**
 * About what an operation costs: 1 for each object that it may return, and the weights of fields that are dear to work
 * out. Pages and lists of ids are never longer than they count; a bare list may be, for it counts as what the schema says
 * or as five. Scalars cost nothing, and neither does `__typename`. A field that is asked for twice under one name counts once, as
 * it is carried out once; `nodes` and `edges` of one connection are one list. What `@include` and `@skip` leave out counts.
 */
export function estimateCost(subject: EstimatedOperation): Cost {
  const root = subject.schema.getRootType(subject.operation.operation);
  return root ? costOfObject(subject, root, { sets: [subject.operation.selectionSet], path: [], size: null }) : noCost;
}

interface Place {
  readonly sets: readonly SelectionSetNode[];
  readonly path: readonly string[];
  /** What the arguments of the field say about the lists directly in what it returns; null when they say nothing. */
  readonly size: ListSize | null;
}

/** Fields that are one field when carried out. */
type Fields = readonly FieldNode[];

function costOf(subject: EstimatedOperation, type: GraphQLCompositeType, place: Place): Cost {
  if (!isAbstractType(type)) return costOfObject(subject, type, place);
  const choice = subject.schema.getPossibleTypes(type).map((possible) => costOfObject(subject, possible, place));
  return { ...noCost, choices: [choice] };
}

function costOfObject(subject: EstimatedOperation, type: GraphQLObjectType, place: Place): Cost {
  const groups = [...groupsOf(subject, type, place.sets).values()];
  const definitions = type.getFields();
  const firstOf = (name: string): Fields | undefined => groups.find(([field]) => field?.name.value === name);
  const nodes = firstOf('nodes');
  const edges = firstOf('edges');
  const isConnection = place.size !== null && (nodes ?? edges) !== undefined;
  const rest = isConnection ? groups.filter((group) => group !== nodes && group !== edges) : groups;
  const costs = rest.map((fields) => {
    const definition = definitions[fields[0]?.name.value ?? ''];
    return definition === undefined ? noCost : costOfField(subject, { type, definition, fields, place });
  });
  return sumOf(isConnection ? [...costs, costOfPage(subject, type, { nodes, edges, place })] : costs);
}

interface PageOptions {
  readonly nodes: Fields | undefined;
  readonly edges: Fields | undefined;
  readonly place: Place;
}

/** Items of a connection: what is selected of them in `nodes` and in `edges { node }` is selected of the same items. */
function costOfPage(subject: EstimatedOperation, type: GraphQLObjectType, { nodes, edges, place }: PageOptions): Cost {
  const path = [...place.path, nodes === undefined ? 'edges' : 'nodes'];
  const edge = getNamedType(type.getFields()['edges']?.type);
  const inEdges = isObjectType(edge) ? [...groupsOf(subject, edge, setsOf(edges)).values()] : [];
  const node = inEdges.find(([field]) => field?.name.value === 'node');
  const item = getNamedType(
    type.getFields()['nodes']?.type ?? (isObjectType(edge) ? edge.getFields()['node']?.type : null),
  );
  const ofItem = isCompositeType(item)
    ? costOf(subject, item, { sets: [...setsOf(nodes), ...setsOf(node)], path, size: null })
    : noCost;
  const ofEdge = inEdges
    .filter((group) => group !== node)
    .map((fields) => {
      const definition = isObjectType(edge) ? edge.getFields()[fields[0]?.name.value ?? ''] : undefined;
      return definition === undefined || !isObjectType(edge)
        ? noCost
        : costOfField(subject, { type: edge, definition, fields, place: { ...place, path, size: null } });
    });
  return {
    ...noCost,
    lists: [{ path, size: place.size ?? pageSizeDefault, item: sumOf([fixedCost(1), ofItem, ...ofEdge]) }],
  };
}

interface FieldOptions {
  readonly type: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly fields: Fields;
  readonly place: Place;
}

function costOfField(subject: EstimatedOperation, { type, definition, fields, place }: FieldOptions): Cost {
  const { weights, sizes } = subject.weights;
  const coordinate = `${type.name}.${definition.name}`;
  const isMutation = type === subject.schema.getMutationType();
  const own = fixedCost(weights.get(coordinate) ?? (isMutation ? mutationWeight : 0));
  const returned = getNamedType(definition.type);
  if (!isCompositeType(returned)) return own;
  const path = [...place.path, definition.name];
  const size = sizeOf(subject, definition, fields[0]);
  const isList = isListType(getNullableType(definition.type));
  const inside = costOf(subject, returned, { sets: setsOf(fields), path, size: isList ? null : size });
  const item = sumOf([fixedCost(1), inside]);
  if (!isList) return sumOf([own, item]);
  const items = sizes.get(coordinate) ?? size ?? place.size ?? assumedItems;
  return sumOf([own, { ...noCost, lists: [{ path, size: items, item }] }]);
}

/** What a field's arguments say about the size of its list; null for a field that has no such argument. */
function sizeOf(
  { operation }: EstimatedOperation,
  { args }: GraphQLField<unknown, unknown>,
  field: FieldNode | undefined,
): ListSize | null {
  const declared = args.filter(({ name }) => sizeArguments.includes(name));
  if (declared.length === 0) return null;
  const otherwise = declared.map(({ defaultValue }) => countIn(defaultValue)).find((count) => count !== undefined);
  for (const { name } of declared) {
    const value = field?.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value === undefined) continue;
    if (value.kind !== Kind.VARIABLE) {
      const count = countIn(valueFromASTUntyped(value));
      if (count !== undefined) return count;
      continue;
    }
    const variable = value.name.value;
    const ofVariable = operation.variableDefinitions?.find((definition) => definition.variable.name.value === variable);
    const byDefault = ofVariable?.defaultValue && countIn(valueFromASTUntyped(ofVariable.defaultValue));
    return { variable, otherwise: byDefault ?? otherwise ?? pageSizeDefault };
  }
  return otherwise ?? pageSizeDefault;
}

function setsOf(fields: Fields = []): SelectionSetNode[] {
  return fields.flatMap(({ selectionSet }) => selectionSet ?? []);
}

/** Fields of an object by the name that they have in the answer, fragments written out. */
function groupsOf(
  subject: EstimatedOperation,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, Fields> {
  const groups = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        groups.set(key, [...(groups.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : subject.fragments[selection.name.value];
      if (fragment === undefined || !isMet(subject.schema, type, fragment.typeCondition?.name.value)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return groups;
}

function isMet(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}
