import {
  getNamedType,
  isCompositeType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type ArgumentNode,
  type GraphQLSchema,
} from 'graphql';
import { createMemoryCache } from '@hub/runtime/memory';
import { narrow, type CachePolicy } from '../edge/request-context.js';

/** Says how long the answer to one fetch may be kept, from the `@cacheControl` hints in the subgraph's schema. */
export type CacheHints = (operation: string) => Readonly<CachePolicy>;

interface Hint {
  readonly maxAgeSeconds: number | undefined;
  readonly scope: 'PUBLIC' | 'PRIVATE' | undefined;
  readonly inherits: boolean;
}

const noHint: Hint = { maxAgeSeconds: undefined, scope: undefined, inherits: false };
const operationsBytesMax = 2 * 1024 * 1024;

/**
 * Reads the hints of a subgraph by the rules of Apollo Server: a root field and a field that returns objects without
 * a hint make the answer uncacheable. Each distinct operation is judged once, so hints cost nothing while serving.
 */
export function createCacheHints(schema: GraphQLSchema): CacheHints {
  const known = createMemoryCache<Readonly<CachePolicy>>({
    name: 'cache hints',
    bytesMax: operationsBytesMax,
    sizeOf: () => 50,
  });
  return (operation) => {
    const found = known.get(operation);
    if (found !== undefined) return found;
    const policy = judge(schema, operation);
    known.set(operation, policy);
    return policy;
  };
}

function judge(schema: GraphQLSchema, operation: string): CachePolicy {
  const policy: CachePolicy = { maxAgeSeconds: null, scope: 'PUBLIC' };
  const types = new TypeInfo(schema);
  let depth = 0;
  visit(
    parse(operation, { noLocation: true }),
    visitWithTypeInfo(types, {
      OperationDefinition: ({ operation: kind }) => {
        if (kind !== 'query') narrow(policy, { maxAgeSeconds: 0, scope: 'PRIVATE' });
      },
      InlineFragment: ({ typeCondition }) => {
        // A representation is loaded as the type of its fragment, so that type's own hint counts.
        const isEntity = depth === 1 && typeCondition !== undefined;
        if (!isEntity) return;
        const hint = hintOf(schema.getType(typeCondition.name.value)?.astNode);
        // A subgraph that only adds fields to an entity leaves the age to those fields.
        restrict({ policy, hint, needsHint: !hint.inherits });
      },
      Field: {
        enter: ({ name }) => {
          const isRoot = depth === 0;
          depth += 1;
          if (isRoot && name.value === '_entities') return;
          const returned = getNamedType(types.getType());
          const isComposite = isCompositeType(returned);
          const ofType = isComposite ? hintOf(returned.astNode) : noHint;
          const ofField = hintOf(types.getFieldDef()?.astNode);
          const hint: Hint = {
            maxAgeSeconds: ofField.maxAgeSeconds ?? ofType.maxAgeSeconds,
            scope: ofField.scope ?? ofType.scope,
            inherits: ofField.inherits || ofType.inherits,
          };
          restrict({
            policy,
            hint,
            needsHint: !name.value.startsWith('__') && (isRoot || (isComposite && !hint.inherits)),
          });
        },
        leave: () => {
          depth -= 1;
        },
      },
    }),
  );
  return policy;
}

interface RestrictOptions {
  readonly policy: CachePolicy;
  readonly hint: Hint;
  /** Whether the absence of a maximum age makes the answer uncacheable. */
  readonly needsHint: boolean;
}

function restrict({ policy, hint, needsHint }: RestrictOptions): void {
  if (hint.scope === 'PRIVATE') policy.scope = 'PRIVATE';
  if (hint.maxAgeSeconds !== undefined) narrow(policy, { maxAgeSeconds: hint.maxAgeSeconds, scope: 'PUBLIC' });
  else if (needsHint) narrow(policy, { maxAgeSeconds: 0, scope: 'PUBLIC' });
}

function hintOf(node: ASTNode | null | undefined): Hint {
  const directives = node && 'directives' in node ? node.directives : undefined;
  const directive = directives?.find(({ name }) => name.value === 'cacheControl');
  return directive === undefined ? noHint : readHint(directive.arguments);
}

function readHint(args: readonly ArgumentNode[] = []): Hint {
  const value = (name: string) => args.find((argument) => argument.name.value === name)?.value;
  const maxAge = value('maxAge');
  const scope = value('scope');
  const inherits = value('inheritMaxAge');
  return {
    maxAgeSeconds: maxAge?.kind === Kind.INT ? Number(maxAge.value) : undefined,
    scope: scope?.kind === Kind.ENUM ? (scope.value === 'PRIVATE' ? 'PRIVATE' : 'PUBLIC') : undefined,
    inherits: inherits?.kind === Kind.BOOLEAN && inherits.value,
  };
}
