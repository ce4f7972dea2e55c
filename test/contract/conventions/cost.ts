import { readFileSync } from 'node:fs';
import { Kind, parse, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { isComposite } from './graph.js';

/** Lists of these subgraphs say how long they are; lists of the others may count as the length that is assumed of any. */
const subgraphs = ['identity', 'insights'];

/** The lists of a page are as long as its arguments say, and errors name what was sent. */
const sizedOtherwise = ['edges', 'nodes', 'problems'];

/** A list of objects that no argument bounds says how long it is, so that what it costs is known before it is planned. */
export function* listSizes(): Generator<string> {
  for (const name of subgraphs) {
    const sdl = readFileSync(new URL(`../../../gateway/schemas/${name}.graphql`, import.meta.url), 'utf8');
    for (const type of parse(sdl, { noLocation: true }).definitions) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
      for (const field of type.fields ?? [])
        if (isUnsizedList(field) && !sizedOtherwise.includes(field.name.value))
          yield `${type.name.value}.${field.name.value}`;
    }
  }
}

function isUnsizedList({ type, directives }: FieldDefinitionNode): boolean {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  if (inner.kind !== Kind.LIST_TYPE || !isComposite(nameOf(inner))) return false;
  return !directives?.some((directive) => directive.name.value === 'listSize');
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
