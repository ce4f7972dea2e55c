import { HubError } from '@hub/runtime/errors';
import { refusalOfDocument, tooComplex } from '@hub/runtime/graphql';
import { createMemoryCache, textBytes } from '@hub/runtime/memory';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { hashOf } from '../hash-text.js';
import type { DocumentLimits } from '../limits.js';
import { measureDocument, type MeasuredDocument, type MeasuredOperation } from './measure-document.js';
import { findDocumentExcess } from './refuse-document.js';
import { scanTokens } from './scan-tokens.js';

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

const verdictsBytesMax = 4 * 1024 * 1024;

/**
 * Makes a judge of document texts. With `limits` null nothing is refused, and verdicts only say what the document holds.
 *
 * A text that does not parse has an empty verdict: the server behind gives the syntax error with its place.
 */
export function createJudge(limits: DocumentLimits | null): JudgeDocument {
  const verdicts = createMemoryCache<DocumentVerdict>({
    name: 'document verdicts',
    bytesMax: verdictsBytesMax,
    sizeOf: verdictBytes,
  });
  return (text) => {
    // By the hash, so that a long document takes no more room than a short one.
    const key = hashOf(text);
    const known = verdicts.get(key);
    if (known !== undefined) return known;
    const verdict = judge(text, limits);
    verdicts.set(key, verdict);
    return verdict;
  };
}

/** An error carries its stack. */
const refusalBytes = 2_000;
const operationBytes = 300;

function verdictBytes({ refusal, operations }: DocumentVerdict): number {
  const names = operations.flatMap(({ name, measures }) => [name ?? '', ...measures.rootFields]);
  const ofNames = names.reduce((sum, name) => sum + textBytes(name) + 16, 0);
  return (refusal === undefined ? 0 : refusalBytes) + operations.length * operationBytes + ofNames;
}

const empty: DocumentVerdict = { refusal: undefined, operations: [], introspects: false };

function judge(text: string, limits: DocumentLimits | null): DocumentVerdict {
  const document = parseBounded(text, limits);
  if (document === undefined) return empty;
  if (document instanceof HubError) return { ...empty, refusal: document };
  const measured = measureDocument(document);
  const { operations } = measured;
  return {
    refusal:
      refuseSubscription(operations) ??
      (limits === null
        ? undefined
        : (refuseMeasured(measured, limits) ?? refusalOfDocument(text, document) ?? undefined)),
    operations,
    introspects: operations.some(({ measures }) =>
      measures.rootFields.some((name) => name === '__schema' || name === '__type'),
    ),
  };
}

function parseBounded(text: string, limits: DocumentLimits | null): DocumentNode | HubError | undefined {
  const excess = limits === null ? undefined : scanTokens(text, limits);
  if (excess !== undefined) return tooComplex(excess);
  try {
    return parse(text, { noLocation: true, ...(limits && { maxTokens: limits.tokensMax }) });
  } catch (error) {
    const isTooLong =
      limits !== null &&
      error instanceof GraphQLError &&
      error.message.includes(`more that ${limits.tokensMax} tokens`);
    if (isTooLong) return tooComplex({ limit: 'tokens', maximum: limits.tokensMax });
    // Nesting deep enough to exhaust the parser's stack is refused like any other depth.
    return error instanceof RangeError ? tooComplex({ limit: 'depth', maximum: limits?.depthMax ?? 0 }) : undefined;
  }
}

function refuseSubscription(operations: readonly MeasuredOperation[]): HubError | undefined {
  const has = operations.some(({ kind }) => kind === 'subscription');
  return has ? new HubError('GRAPHQL_VALIDATION_FAILED', 'Subscriptions are not served here.') : undefined;
}

function refuseMeasured(measured: MeasuredDocument, limits: DocumentLimits): HubError | undefined {
  const excess = findDocumentExcess(measured, limits);
  return excess && tooComplex(excess);
}
