import {
  Kind,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large one operation is with every fragment written out. Counts stop growing at `countCeiling`. */
export interface DocumentMeasures {
  readonly depth: number;
  readonly height: number;
  readonly aliases: number;
  readonly directives: number;
  /** Spreads and inline fragments. */
  readonly spreads: number;
  readonly rootFields: readonly string[];
}

/** An operation of a document with its measures. */
export interface MeasuredOperation {
  readonly name: string | null;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly measures: DocumentMeasures;
  /** How many it declares. */
  readonly variables: number;
}

/** A document with its measures. */
export interface MeasuredDocument {
  readonly operations: readonly MeasuredOperation[];
  /** Each fragment with the fragments in it, whether anything spreads it or not. */
  readonly fragments: readonly DocumentMeasures[];
}

/** Doubling fragments reach astronomical counts in a few lines, so counts saturate here. */
const countCeiling = 1_000_000;

interface Size {
  readonly depth: number;
  readonly height: number;
  readonly aliases: number;
  readonly directives: number;
  readonly spreads: number;
}

const nothing: Size = { depth: 0, height: 0, aliases: 0, directives: 0, spreads: 0 };
const oneSpread: Size = { ...nothing, spreads: 1 };

/**
 * Measures every operation and fragment of a document. Each fragment is measured once, so the work is linear in the text
 * whatever the fragments multiply to. A fragment that contains itself counts as nothing here: validation refuses it.
 */
export function measureDocument(document: DocumentNode): MeasuredDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const sizeOf = createSizer(fragments);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const written = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return {
    operations: operations.map((operation) => measureOperation({ operation, fragments, sizeOf })),
    fragments: written.map((fragment) => ({
      ...add(sizeOf(fragment.selectionSet), { ...nothing, directives: countDirectives(fragment) }),
      rootFields: [],
    })),
  };
}

interface MeasureOptions {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly sizeOf: (selections: SelectionSetNode) => Size;
}

function measureOperation({ operation, fragments, sizeOf }: MeasureOptions): MeasuredOperation {
  const size = sizeOf(operation.selectionSet);
  const rootFields: string[] = [];
  collectRootFields({ selections: operation.selectionSet, fragments, rootFields, seen: new Set() });
  const ownDirectives =
    countDirectives(operation) +
    (operation.variableDefinitions ?? []).reduce((sum, node) => sum + countDirectives(node), 0);
  return {
    name: operation.name?.value ?? null,
    kind: operation.operation,
    measures: { ...size, directives: Math.min(size.directives + ownDirectives, countCeiling), rootFields },
    variables: operation.variableDefinitions?.length ?? 0,
  };
}

function createSizer(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (selections: SelectionSetNode) => Size {
  const known = new Map<string, Size>();
  const ofFragment = (name: string): Size => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, nothing);
    const fragment = fragments.get(name);
    if (fragment === undefined) return nothing;
    const size = add(sizeOf(fragment.selectionSet), { ...nothing, directives: countDirectives(fragment) });
    known.set(name, size);
    return size;
  };
  const sizeOf = (selections: SelectionSetNode): Size => {
    let total = nothing;
    // Clients add it to each selection by themselves. Again and again beside others it counts like any field.
    let isTypenameFree = true;
    for (const node of selections.selections) {
      const directives = { ...nothing, directives: countDirectives(node) };
      if (node.kind !== Kind.FIELD) {
        const inner = node.kind === Kind.INLINE_FRAGMENT ? sizeOf(node.selectionSet) : ofFragment(node.name.value);
        total = add(add(total, add(inner, oneSpread)), directives);
      } else {
        const inner = node.selectionSet === undefined ? nothing : sizeOf(node.selectionSet);
        const aliases = inner.aliases + (node.alias === undefined ? 0 : 1);
        const isFree = isTypenameFree && node.name.value === '__typename' && node.alias === undefined;
        if (isFree) isTypenameFree = false;
        const height = inner.height + (isFree ? 0 : 1);
        total = add(add(total, { ...inner, depth: inner.depth + 1, height, aliases }), directives);
      }
    }
    return total;
  };
  return sizeOf;
}

function add(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    height: Math.min(left.height + right.height, countCeiling),
    aliases: Math.min(left.aliases + right.aliases, countCeiling),
    directives: Math.min(left.directives + right.directives, countCeiling),
    spreads: Math.min(left.spreads + right.spreads, countCeiling),
  };
}

function countDirectives(node: ASTNode): number {
  return 'directives' in node ? (node.directives?.length ?? 0) : 0;
}

interface RootFieldOptions {
  readonly selections: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly rootFields: string[];
  readonly seen: Set<string>;
}

function collectRootFields({ selections, fragments, rootFields, seen }: RootFieldOptions): void {
  for (const node of selections.selections) {
    if (node.kind === Kind.FIELD) rootFields.push(node.name.value);
    else if (node.kind === Kind.INLINE_FRAGMENT)
      collectRootFields({ selections: node.selectionSet, fragments, rootFields, seen });
    else {
      const fragment = fragments.get(node.name.value);
      // The response key of a repeated spread is the same field again, so once is enough.
      if (fragment === undefined || seen.has(node.name.value)) continue;
      seen.add(node.name.value);
      collectRootFields({ selections: fragment.selectionSet, fragments, rootFields, seen });
    }
  }
}
