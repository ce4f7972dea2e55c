import { HubError } from '@hub/runtime/errors';
import { findExcess, refusalOfDocument, type JsonLimits } from '@hub/runtime/graphql';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { hasLongName } from './find-long-name.js';
import { LruMap } from './lru-map.js';
import { measureDocument, type DocumentMeasures, type MeasuredOperation } from './measure-document.js';

/** Upper bounds on one request; the reasons for the numbers are in `assurance.md`, section 3. */
export interface DocumentLimits {
  readonly tokensMax: number;
  /** Characters of one name or number, wherever it stands: errors, plans and logs repeat it. */
  readonly nameLengthMax: number;
  readonly depthMax: number;
  readonly heightMax: number;
  readonly aliasesMax: number;
  readonly rootFieldsMax: number;
  readonly directivesMax: number;
  /** Mutations that try a secret: one attempt a document, or aliases would be a way round the throttle. */
  readonly loneMutations: ReadonlySet<string>;
  /** Before anything walks, stringifies or keeps the variables. What their declared types allow is far less. */
  readonly variables: JsonLimits;
  readonly extensions: JsonLimits;
}

/** What every client gets. */
export const documentLimits: DocumentLimits = {
  tokensMax: 4000,
  nameLengthMax: 200,
  depthMax: 12,
  heightMax: 200,
  aliasesMax: 30,
  rootFieldsMax: 20,
  directivesMax: 50,
  loneMutations: new Set(['signIn', 'signUp', 'refreshSession', 'requestPasswordReset', 'resetPassword', 'verifyMfa']),
  variables: { depthMax: 16, valuesMax: 5000, keysMax: 100, itemsMax: 1000 },
  extensions: { depthMax: 8, valuesMax: 200, keysMax: 50, itemsMax: 50 },
};

/** What the edge found out about a document, once per distinct text. */
export interface DocumentVerdict {
  /** Why the document is refused; undefined when it may go on. */
  readonly refusal: HubError | undefined;
  readonly operations: readonly MeasuredOperation[];
  /** True when a root field reads the schema itself. */
  readonly introspects: boolean;
}

/** Judges documents and remembers the verdicts of the last ones. */
export type JudgeDocument = (text: string) => DocumentVerdict;

const verdictsMax = 2000;

/**
 * Makes a judge of document texts. With `limits` null nothing is refused, and verdicts only say what the document holds.
 *
 * A text that does not parse has an empty verdict: the server behind gives the syntax error with its place.
 */
export function createJudge(limits: DocumentLimits | null): JudgeDocument {
  const verdicts = new LruMap<string, DocumentVerdict>(verdictsMax);
  return (text) => {
    const known = verdicts.get(text);
    if (known !== undefined) return known;
    const verdict = judge(text, limits);
    verdicts.set(text, verdict);
    return verdict;
  };
}

const empty: DocumentVerdict = { refusal: undefined, operations: [], introspects: false };

function judge(text: string, limits: DocumentLimits | null): DocumentVerdict {
  const document = parseBounded(text, limits);
  if (document === undefined) return empty;
  if (document instanceof HubError) return { ...empty, refusal: document };
  const operations = measureDocument(document);
  return {
    refusal:
      refuseSubscription(operations) ??
      (limits === null
        ? undefined
        : (firstRefusal(operations, limits) ?? refusalOfDocument(text, document) ?? undefined)),
    operations,
    introspects: operations.some(({ measures }) =>
      measures.rootFields.some((name) => name === '__schema' || name === '__type'),
    ),
  };
}

function parseBounded(text: string, limits: DocumentLimits | null): DocumentNode | HubError | undefined {
  if (limits !== null && hasLongName(text, limits.nameLengthMax, limits.tokensMax))
    return tooComplex('the length of a name', limits.nameLengthMax);
  try {
    return parse(text, { noLocation: true, ...(limits && { maxTokens: limits.tokensMax }) });
  } catch (error) {
    const isTooLong =
      limits !== null &&
      error instanceof GraphQLError &&
      error.message.includes(`more that ${limits.tokensMax} tokens`);
    if (isTooLong) return tooComplex('tokens', limits.tokensMax);
    // Nesting deep enough to exhaust the parser's stack is refused like any other depth.
    return error instanceof RangeError ? tooComplex('depth', limits?.depthMax ?? 0) : undefined;
  }
}

function refuseSubscription(operations: readonly MeasuredOperation[]): HubError | undefined {
  const has = operations.some(({ kind }) => kind === 'subscription');
  return has ? new HubError('GRAPHQL_VALIDATION_FAILED', 'Subscriptions are not served here.') : undefined;
}

function firstRefusal(operations: readonly MeasuredOperation[], limits: DocumentLimits): HubError | undefined {
  for (const { kind, measures } of operations) {
    const refusal =
      kind === 'mutation'
        ? (refuseRepeatedSecrets(measures, limits) ?? refuse(measures, limits))
        : refuse(measures, limits);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refuse(measures: DocumentMeasures, limits: DocumentLimits): HubError | undefined {
  // The introspection query of every IDE nests `ofType` beyond our depth; what it can cost is bounded by the schema.
  const isIntrospection = measures.rootFields.every((name) => name.startsWith('__'));
  const { depthMax, heightMax } = isIntrospection ? introspectionLimits : limits;
  if (measures.depth > depthMax) return tooComplex('depth', depthMax);
  if (measures.height > heightMax) return tooComplex('height', heightMax);
  if (measures.aliases > limits.aliasesMax) return tooComplex('aliases', limits.aliasesMax);
  if (measures.rootFields.length > limits.rootFieldsMax) return tooComplex('root fields', limits.rootFieldsMax);
  if (measures.directives > limits.directivesMax) return tooComplex('directives', limits.directivesMax);
  return undefined;
}

const introspectionLimits = { depthMax: 20, heightMax: 500 };

function refuseRepeatedSecrets({ rootFields }: DocumentMeasures, limits: DocumentLimits): HubError | undefined {
  const hasSecret = rootFields.some((name) => limits.loneMutations.has(name));
  return hasSecret && rootFields.length > 1 ? tooComplex('root fields beside a sign-in', 1) : undefined;
}

/** @throws HubError `OPERATION_TOO_COMPLEX` when the variables or extensions are above a limit. */
export function refuseLargeJson(
  { variables, extensions }: { readonly variables: unknown; readonly extensions: unknown },
  limits: Pick<DocumentLimits, 'variables' | 'extensions'>,
): void {
  const inVariables = findExcess(variables, limits.variables);
  if (inVariables !== undefined) throw tooComplex(`${inVariables.limit} in variables`, inVariables.maximum);
  const inExtensions = findExcess(extensions, limits.extensions);
  if (inExtensions !== undefined) throw tooComplex(`${inExtensions.limit} in extensions`, inExtensions.maximum);
}

function tooComplex(limit: string, maximum: number): HubError {
  return new HubError('OPERATION_TOO_COMPLEX', `The operation is above the limit for ${limit}, which is ${maximum}.`, {
    details: { limit, maximum },
  });
}
