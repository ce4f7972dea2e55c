import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** An operation ready to be sent. */
export interface Operation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** One place in the arguments of a schema where a client puts a scalar. */
export interface InputPlace {
  /** Such as `Query.tenders(filter.closing.from)`; a list is `categories.0`. */
  readonly coordinate: string;
  /** Name of the scalar. */
  readonly scalar: string;
  /** The value in a variable of its own. */
  inVariable(value: unknown): Operation;
  /** The value somewhere inside a variable that holds the whole argument. */
  inArgument(value: unknown): Operation;
  /** The value written into the document; `literal` is GraphQL text. */
  inDocument(literal: string): Operation;
}

type Ids = Readonly<Record<string, string>>;
type Path = readonly string[];

/** A valid value of each scalar, for the arguments beside the one that is looked at. */
const samples: Readonly<Record<string, unknown>> = {
  String: 'text',
  ID: 'VGVuZGVyOjAxOTdmMGEwLTExMTEtNzIyMi04MzMzLTQ0NDQ1NTU1NjY2MQ',
  Int: 1,
  Float: 1.5,
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  Date: '2026-01-01',
  Decimal: '1',
};

/**
 * Every place in the arguments of every field that can be reached, inputs and lists walked to their scalars. `ids` names
 * one thing of each type, so that fields of things are really asked for. A field that nothing leads to is an error.
 */
export function inputPlacesOf(schema: GraphQLSchema, ids: Ids): InputPlace[] {
  const routes = routesIn(schema, ids);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) =>
        field.args.flatMap((argument) =>
          pathsIn(argument.type).map((path) => placeOf({ type, field, argument, path, routes })),
        ),
      ),
    );
}

/** An operation for each root field of queries, with what its arguments need, by the name of the field. */
export function queriesOf(schema: GraphQLSchema, ids: Ids): { readonly name: string; readonly query: string }[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => {
    const type = getNamedType(field.type);
    const selection = isLeafType(type) ? '' : ' { __typename }';
    return { name: field.name, query: `{ ${field.name}${argumentsTo(field, type.name, ids)}${selection} }` };
  });
}

interface PlaceOptions {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly argument: GraphQLArgument;
  readonly path: Path;
  readonly routes: Routes;
}

function placeOf({ type, field, argument, path, routes }: PlaceOptions): InputPlace {
  const route = routes.get(type.name);
  if (route === undefined) throw new Error(`Nothing leads to ${type.name}.${field.name}.`);
  const leaf = typeAt(argument.type, path);
  const operation = (definition: string, literal: string) => {
    const others = field.args.filter((other) => other !== argument && isRequiredArgument(other));
    const args = [...others.map((other) => `${other.name}: ${literalOf(other.type, [], '')}`), literal].join(', ');
    const selection = selectionOf(getNamedType(field.type));
    return `${route.kind} ${definition}{ ${route.open} ${field.name}(${args})${selection} ${route.close} }`;
  };
  return {
    coordinate: `${type.name}.${field.name}(${[argument.name, ...path].join('.')})`,
    scalar: getNamedType(leaf).name,
    inVariable: (value) => ({
      query: operation(`($v: ${leaf}) `, `${argument.name}: ${literalOf(argument.type, path, '$v')}`),
      variables: { v: value },
    }),
    inArgument: (value) => ({
      query: operation(`($v: ${argument.type}) `, `${argument.name}: $v`),
      variables: { v: valueOf(argument.type, path, value) },
    }),
    inDocument: (literal) => ({
      query: operation('', `${argument.name}: ${literalOf(argument.type, path, literal)}`),
      variables: {},
    }),
  };
}

/** Of a result its name, and where it is an error all that a client builds a form from. */
function selectionOf(type: GraphQLNamedType): string {
  if (isLeafType(type)) return '';
  const members = isUnionType(type) ? type.getTypes() : [];
  const errors = members.some((member) => member.getInterfaces().some(({ name }) => name === 'UserError'))
    ? ' ... on UserError { code message path }'
    : '';
  const isForm = members.some(({ name }) => name === 'InvalidInput');
  return ` { __typename${errors}${isForm ? ' ... on InvalidInput { problems { path code message } }' : ''} }`;
}

/** Paths from a type to all its scalars; enums have no values but their own. */
function pathsIn(type: GraphQLInputType): Path[] {
  const plain = getNullableType(type);
  if (isListType(plain)) return pathsIn(plain.ofType).map((path) => ['0', ...path]);
  if (isInputObjectType(plain))
    return Object.values(plain.getFields()).flatMap((field) =>
      pathsIn(field.type).map((path) => [field.name, ...path]),
    );
  return isEnumType(plain) ? [] : [[]];
}

function typeAt(type: GraphQLInputType, [name, ...rest]: Path): GraphQLInputType {
  const plain = getNullableType(type);
  if (name === undefined) return type;
  if (isListType(plain)) return typeAt(plain.ofType, rest);
  const field = isInputObjectType(plain) ? plain.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`${String(type)} has no ${name}.`);
  return typeAt(field.type, rest);
}

/** GraphQL text of a value of the type: what is required, and `hole` at the path. */
function literalOf(type: GraphQLInputType, path: Path, hole: string): string {
  const plain = getNullableType(type);
  const [name, ...rest] = path;
  if (isListType(plain)) return `[${literalOf(plain.ofType, rest, hole)}]`;
  if (isInputObjectType(plain)) {
    const fields = Object.values(plain.getFields()).filter(
      (field) => field.name === name || isRequiredInputField(field),
    );
    return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type, field.name === name ? rest : [], field.name === name ? hole : '')}`).join(', ')} }`;
  }
  if (hole !== '') return hole;
  return isEnumType(plain) ? (plain.getValues()[0]?.name ?? '') : JSON.stringify(samples[plain.name]);
}

/** The same as a JSON value. */
function valueOf(type: GraphQLInputType, path: Path, hole: unknown): unknown {
  const plain = getNullableType(type);
  const [name, ...rest] = path;
  if (isListType(plain)) return [valueOf(plain.ofType, rest, hole)];
  if (isInputObjectType(plain)) {
    const fields = Object.values(plain.getFields()).filter(
      (field) => field.name === name || isRequiredInputField(field),
    );
    return Object.fromEntries(
      fields.map((field) => [
        field.name,
        field.name === name ? valueOf(field.type, rest, hole) : valueOf(field.type, [], undefined),
      ]),
    );
  }
  if (hole !== undefined) return hole;
  return isEnumType(plain) ? plain.getValues()[0]?.name : samples[plain.name];
}

interface Route {
  readonly kind: 'query' | 'mutation';
  /** Text before and behind the fields of the type. */
  readonly open: string;
  readonly close: string;
}
type Routes = ReadonlyMap<string, Route>;

/** The shortest way to each object type, queries before mutations. */
function routesIn(schema: GraphQLSchema, ids: Ids): Routes {
  const routes = new Map<string, Route>();
  for (const [kind, root] of [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const) {
    if (!root) continue;
    routes.set(root.name, { kind, open: '', close: '' });
    const open: GraphQLObjectType[] = [root];
    for (let type = open.shift(); type !== undefined; type = open.shift()) {
      const here = routes.get(type.name) ?? { kind, open: '', close: '' };
      for (const field of Object.values(type.getFields())) {
        for (const next of objectsIn(schema, getNamedType(field.type))) {
          if (routes.has(next.name)) continue;
          routes.set(next.name, {
            kind,
            open: `${here.open} ${field.name}${argumentsTo(field, next.name, ids)} { ... on ${next.name} {`,
            close: `} } ${here.close}`,
          });
          open.push(next);
        }
      }
    }
  }
  return routes;
}

function objectsIn(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

function argumentsTo(field: GraphQLField<unknown, unknown>, type: string, ids: Ids): string {
  const id = ids[type];
  const given = field.args.flatMap((argument) => {
    if (argument.name === 'representations')
      return [`representations: [{ __typename: "${type}", id: ${JSON.stringify(id ?? samples['ID'])} }]`];
    if (argument.name === 'id' && id !== undefined) return [`id: ${JSON.stringify(id)}`];
    return isRequiredArgument(argument) ? [`${argument.name}: ${literalOf(argument.type, [], '')}`] : [];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}
