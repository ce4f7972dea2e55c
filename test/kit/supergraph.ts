import { readFileSync } from 'node:fs';
import { subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import { Kind, parse, type ConstDirectiveNode, type DocumentNode, type ObjectTypeDefinitionNode } from 'graphql';

/** The committed supergraph. */
export function supergraphSdl(): string {
  return readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
}

/** A type with a key, and a subgraph that can be asked for it by that key. */
export interface EntityDoor {
  readonly type: string;
  readonly subgraph: SubgraphName;
  /** False where the subgraph only names the type. */
  readonly isResolvable: boolean;
}

/** Every type with a key, once for each subgraph that knows it, read from the supergraph itself. */
export function entityDoors(): EntityDoor[] {
  const document = parse(supergraphSdl());
  const graphs = graphNames(document);
  return objectTypes(document).flatMap((type) =>
    (type.directives ?? [])
      .filter((directive) => directive.name.value === 'join__type' && argument(directive, 'key') !== undefined)
      .map((directive) => ({
        type: type.name.value,
        subgraph: graphs.get(argument(directive, 'graph') ?? '') ?? unknownGraph(directive),
        isResolvable: argument(directive, 'resolvable') !== 'false',
      })),
  );
}

/** Names of all types with a key, sorted. */
export function entityTypes(): string[] {
  return [...new Set(entityDoors().map(({ type }) => type))].sort();
}

/** Names of all types that have a key or an id of their own, sorted: whatever has one can be guessed at. */
export function identifiedTypes(): string[] {
  const withId = objectTypes(parse(supergraphSdl()))
    .filter((type) => type.fields?.some(({ name }) => name.value === 'id') ?? false)
    .map((type) => type.name.value);
  return [...new Set([...entityTypes(), ...withId])].sort();
}

/** Each coordinate `Type.field`, once, with the name of the type it leads to. */
export function fieldsOfSupergraph(): { readonly parent: string; readonly field: string; readonly type: string }[] {
  return objectTypes(parse(supergraphSdl())).flatMap((parent) =>
    (parent.fields ?? []).map((field) => {
      let type = field.type;
      while (type.kind !== Kind.NAMED_TYPE) type = type.type;
      return { parent: parent.name.value, field: field.name.value, type: type.name.value };
    }),
  );
}

/** Which subgraphs resolve a field: those it names, or all that know the type. */
export function fieldOwners(): (type: string, field: string) => readonly string[] {
  const types = new Map(objectTypes(parse(supergraphSdl())).map((type) => [type.name.value, type]));
  const graphsOf = (directives: readonly ConstDirectiveNode[] = [], name: string) =>
    directives
      .filter((directive) => directive.name.value === name && argument(directive, 'external') !== 'true')
      .flatMap((directive) => argument(directive, 'graph') ?? []);
  return (typeName, fieldName) => {
    const type = types.get(typeName);
    const field = type?.fields?.find(({ name }) => name.value === fieldName);
    const own = graphsOf(field?.directives, 'join__field');
    return own.length > 0 ? own : graphsOf(type?.directives, 'join__type');
  };
}

function objectTypes(document: DocumentNode): ObjectTypeDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
}

/** From the constant of `join__Graph` to the subgraph's name. */
function graphNames(document: DocumentNode): ReadonlyMap<string, SubgraphName> {
  const graphs = document.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('The supergraph names no subgraphs.');
  return new Map(
    (graphs.values ?? []).flatMap((value) => {
      const directive = value.directives?.find(({ name }) => name.value === 'join__graph');
      const found = subgraphNames.find((name) => directive && argument(directive, 'name') === name);
      return found === undefined ? [] : [[value.name.value, found] as const];
    }),
  );
}

function argument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
  if (value === undefined) return undefined;
  if (value.kind === Kind.ENUM || value.kind === Kind.STRING) return value.value;
  return value.kind === Kind.BOOLEAN ? String(value.value) : undefined;
}

function unknownGraph(directive: ConstDirectiveNode): never {
  throw new Error(`The supergraph names a subgraph that is none of ours: ${argument(directive, 'graph')}.`);
}
