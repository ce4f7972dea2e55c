import { Kind, parse, type ConstDirectiveNode, type FieldDefinitionNode } from 'graphql';

/** What the schema says about the cost of its fields, by coordinate: `Tender.compiledRelease`. */
export interface CostWeights {
  /** From `@cost(weight:)`: what the field itself costs, beside what it returns. */
  readonly weights: ReadonlyMap<string, number>;
  /** From `@listSize(assumedSize:)`: how many items a list has whose size no argument says. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Reads the standard cost directives of a supergraph. The API schema no longer holds them. */
export function readWeights(supergraphSdl: string): CostWeights {
  const weights = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${definition.name.value}.${field.name.value}`;
      note(weights, coordinate, argumentOf(field, 'cost', 'weight'));
      note(sizes, coordinate, argumentOf(field, 'listSize', 'assumedSize'));
    }
  }
  return { weights, sizes };
}

function note(numbers: Map<string, number>, coordinate: string, value: number | undefined): void {
  if (value !== undefined) numbers.set(coordinate, value);
}

/** A subgraph that does not import a directive has it under its full name. */
function argumentOf({ directives }: FieldDefinitionNode, name: string, argument: string): number | undefined {
  const isIt = (directive: ConstDirectiveNode): boolean => directive.name.value.split('__').at(-1) === name;
  const value = directives?.find(isIt)?.arguments?.find((given) => given.name.value === argument)?.value;
  return value?.kind === Kind.INT ? Number(value.value) : undefined;
}
