import { shield } from 'graphql-shield';
import {
  type GraphQLSchema,
  type GraphQLFieldResolver,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { duringOperation, type Operation } from '../../database/database.js';
import { HubError, isHubError } from '../../errors/errors.js';
import { permissionNamedBy, type isAnyone } from './rules.js';

/** A rule of graphql-shield, or several joined by its `and`, `or`, `not`. */
export type Rule = typeof isAnyone;

/**
 * `'inherit'` says: whoever was allowed to reach the parent may read this. It is written out, so
 * that leaving a type or field out is a mistake that stops the boot, never a hole.
 */
export type Permission = Rule | 'inherit';

/** Coordinate -> rule. Root fields each have their own; a type has one, or one for each field. */
export type PermissionMap = Readonly<Record<string, Permission | Readonly<Record<string, Permission>>>>;

type AnyResolver = GraphQLFieldResolver<unknown, unknown>;
type ReferenceResolver = (reference: unknown, context: unknown, info: unknown) => unknown;

/** Told of every refusal of somebody who is signed in, before it is answered. */
export type OnDenied = (context: unknown, denial: { field: string; permission: string }) => Promise<void>;

/** The resolvers of one subgraph as SDL-first servers take them. */
export type ResolverMap = Readonly<Record<string, unknown>>;

/**
 * Wraps resolvers with the rules of their coordinates and leaves all others untouched: shield's own
 * runner wraps every field of every row, and cannot guard `__resolveReference`, through which the
 * gateway enters.
 *
 * @throws HubError `CONFIGURATION_INVALID` naming every type, root field or entity without a rule,
 * and every rule that names nothing.
 */
export function guardResolvers(
  schema: GraphQLSchema,
  resolvers: ResolverMap,
  permissions: PermissionMap,
  onDenied: OnDenied = async () => undefined,
): ResolverMap {
  const problems = [...missingRules(schema, resolvers, permissions), ...strayRules(schema, permissions)];
  if (problems.length > 0) {
    throw new HubError('CONFIGURATION_INVALID', `The permission map is incomplete:\n- ${problems.join('\n- ')}`);
  }
  // Shield checks the shape of its rule tree when it is made; its runner is not used.
  shield(ruleTreeOf(permissions), { allowExternalErrors: true });

  const guarded: Record<string, unknown> = {};
  for (const [typeName, fields] of Object.entries(resolvers)) {
    guarded[typeName] = isPlainObject(fields)
      ? guardType(typeName, { fields, permission: permissions[typeName], onDenied })
      : fields;
  }
  // A rule on a field without a resolver of its own guards the default one.
  for (const [typeName, permission] of Object.entries(permissions)) {
    if (isRule(permission) || permission === 'inherit') continue;
    const own = isPlainObject(guarded[typeName]) ? guarded[typeName] : {};
    for (const [field, fieldPermission] of Object.entries(permission)) {
      if (fieldPermission === 'inherit' || field in own || field === '__resolveReference') continue;
      const guard = { rule: fieldPermission, field: `${typeName}.${field}`, onDenied };
      guarded[typeName] = { ...own, [field]: guardField(guard, readProperty(field)) };
    }
  }
  return guarded;
}

/** A rule, where it stands, and who is told of its refusals. */
interface Guard {
  readonly rule: Rule;
  readonly field: string;
  readonly onDenied: OnDenied;
}

function guardType(
  typeName: string,
  type: { fields: Record<string, unknown>; permission: PermissionMap[string] | undefined; onDenied: OnDenied },
): Record<string, unknown> {
  const { fields, permission, onDenied } = type;
  const guarded: Record<string, unknown> = {};
  for (const [field, resolver] of Object.entries(fields)) {
    const found = permissionOf(permission, field);
    const applies =
      typeof resolver === 'function' && isRule(found) && field !== '__isTypeOf' && field !== '__resolveType';
    if (!applies) {
      guarded[field] = resolver;
      continue;
    }
    const guard = { rule: found, field: `${typeName}.${field}`, onDenied };
    guarded[field] =
      field === '__resolveReference'
        ? guardReference(guard, (...args) => resolver(...args))
        : guardField(guard, (...args) => resolver(...args));
  }
  return guarded;
}

function guardField(guard: Guard, resolver: AnyResolver): AnyResolver {
  const operation = operationOf(guard);
  return async (parent, args, context, info) => {
    await assertAllowed(guard, [parent, args, context, info]);
    const resolve = () => resolver(parent, args, context, info);
    return operation === null ? resolve() : tellRefusals(guard, context, () => duringOperation(operation, resolve));
  };
}

/** The database may know better than the actor: what it refuses in the transaction of a write is a denial as well. */
async function tellRefusals(guard: Guard, context: unknown, resolve: () => unknown): Promise<unknown> {
  try {
    return await resolve();
  } catch (error) {
    if (isHubError(error, 'FORBIDDEN')) await guard.onDenied(context, denialBy(guard));
    throw error;
  }
}

function denialBy({ rule, field }: Guard): { field: string; permission: string } {
  return { field, permission: permissionNamedBy(nameOf(rule)) ?? 'none' };
}

/** What events of a mutation tell of it; null for a field that changes nothing. */
function operationOf({ rule, field }: Guard): Operation | null {
  const [type, name] = field.split('.');
  return type === 'Mutation' && name !== undefined
    ? { operation: name, permission: permissionNamedBy(nameOf(rule)) }
    : null;
}

function guardReference(guard: Guard, resolver: ReferenceResolver): ReferenceResolver {
  return async (reference, context, info) => {
    await assertAllowed(guard, [reference, {}, context, info]);
    return resolver(reference, context, info);
  };
}

const shieldOptions = {
  debug: false,
  allowExternalErrors: true,
  fallbackRule: undefined,
  fallbackError: undefined,
  hashFunction: () => '',
};

type ResolverArguments = readonly [parent: unknown, args: unknown, context: unknown, info: unknown];

async function assertAllowed(guard: Guard, call: ResolverArguments): Promise<void> {
  const { rule } = guard;
  const verdict: unknown = await Reflect.apply(rule.resolve, rule, [...call, shieldOptions]);
  if (verdict === true) return;
  const refusal = verdict instanceof Error ? verdict : new HubError('FORBIDDEN', 'You may not do this.');
  if (isHubError(refusal, 'FORBIDDEN')) await guard.onDenied(call[2], denialBy(guard));
  throw refusal;
}

/** Rules that were joined have no name. */
function nameOf(rule: Rule): string {
  return 'name' in rule && typeof rule.name === 'string' ? rule.name : '';
}

function permissionOf(permission: PermissionMap[string] | undefined, field: string): Permission | undefined {
  if (permission === undefined || permission === 'inherit' || isRule(permission)) return permission;
  return permission[field] ?? permission['*'];
}

function* missingRules(schema: GraphQLSchema, resolvers: ResolverMap, permissions: PermissionMap): Generator<string> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || type.name.startsWith('_')) continue;
    const permission = permissions[type.name];
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    if (isRoot) {
      for (const field of Object.keys(type.getFields())) {
        if (field === '_entities' || field === '_service') continue;
        const own =
          permission === undefined || permission === 'inherit' || isRule(permission) ? undefined : permission[field];
        if (own === undefined || own === 'inherit') yield `${type.name}.${field} has no rule of its own`;
      }
      continue;
    }
    if (permission === undefined) yield `${type.name} is not listed`;
    const entity = resolvers[type.name];
    const isEntity = isPlainObject(entity) && '__resolveReference' in entity;
    if (isEntity && !isRule(permissionOf(permission, '__resolveReference'))) {
      yield `${type.name}.__resolveReference has no rule: the gateway enters there`;
    }
  }
}

function* strayRules(schema: GraphQLSchema, permissions: PermissionMap): Generator<string> {
  for (const [typeName, permission] of Object.entries(permissions)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) {
      yield `${typeName} is listed but is no object type`;
      continue;
    }
    if (permission === 'inherit' || isRule(permission)) continue;
    for (const field of Object.keys(permission)) {
      if (field === '*' || field === '__resolveReference') continue;
      if (!(field in type.getFields())) yield `${typeName}.${field} is listed but does not exist`;
    }
  }
}

function ruleTreeOf(permissions: PermissionMap): Record<string, Rule | Record<string, Rule>> {
  const tree: Record<string, Rule | Record<string, Rule>> = {};
  for (const [typeName, permission] of Object.entries(permissions)) {
    if (permission === 'inherit') continue;
    if (isRule(permission)) {
      tree[typeName] = permission;
      continue;
    }
    const fields: Record<string, Rule> = {};
    for (const [field, fieldPermission] of Object.entries(permission)) {
      if (isRule(fieldPermission)) fields[field] = fieldPermission;
    }
    tree[typeName] = fields;
  }
  return tree;
}

function readProperty(field: string): AnyResolver {
  return (parent) => (isPlainObject(parent) ? parent[field] : undefined);
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'resolve' in value && typeof value.resolve === 'function';
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
