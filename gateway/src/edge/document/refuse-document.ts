import type { Excess } from '@hub/runtime/graphql';
import type { DocumentLimits } from '../limits.js';
import type { DocumentMeasures, MeasuredDocument, MeasuredOperation } from './measure-document.js';

/** Limits that differ for what reads the schema: IDEs nest `ofType` beyond our depth, and the schema bounds the cost. */
const introspectionLimits = { depthMax: 20, heightMax: 500 };
/** A fragment may be part of an introspection, so it may be as deep. Nobody need spread it: it is validated all the same. */
const fragmentLimits = { depthMax: introspectionLimits.depthMax };

/** The first limit that a document is above; undefined when it is within all of them. */
export function findDocumentExcess(
  { operations, fragments }: MeasuredDocument,
  limits: DocumentLimits,
): Excess | undefined {
  if (fragments.length > limits.fragmentsMax) return { limit: 'fragments', maximum: limits.fragmentsMax };
  for (const fragment of fragments) {
    const excess = excessOf(fragment, { ...limits, ...fragmentLimits });
    if (excess !== undefined) return excess;
  }
  for (const operation of operations) {
    const excess = secretsOf(operation, limits) ?? excessOfOperation(operation, limits);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

function excessOfOperation({ measures, variables }: MeasuredOperation, limits: DocumentLimits): Excess | undefined {
  const { rootFields } = measures;
  const introspections = rootFields.filter((name) => name === '__schema' || name === '__type').length;
  const isIntrospection = rootFields.every((name) => name.startsWith('__'));
  return (
    firstAbove([
      ['variables', variables, limits.variablesMax],
      ['introspections', introspections, limits.introspectionsMax],
    ]) ?? excessOf(measures, isIntrospection ? { ...limits, ...introspectionLimits } : limits)
  );
}

function excessOf(measures: DocumentMeasures, limits: DocumentLimits): Excess | undefined {
  return firstAbove([
    ['depth', measures.depth, limits.depthMax],
    ['height', measures.height, limits.heightMax],
    ['aliases', measures.aliases, limits.aliasesMax],
    ['root fields', measures.rootFields.length, limits.rootFieldsMax],
    ['directives', measures.directives, limits.directivesMax],
    ['spreads', measures.spreads, limits.spreadsMax],
  ]);
}

/** Mutations that try a secret stand alone. */
function secretsOf({ kind, measures: { rootFields } }: MeasuredOperation, limits: DocumentLimits): Excess | undefined {
  const hasSecret = kind === 'mutation' && rootFields.some((name) => limits.loneMutations.has(name));
  return hasSecret && rootFields.length > 1 ? { limit: 'root fields beside a sign-in', maximum: 1 } : undefined;
}

function firstAbove(
  counted: readonly (readonly [limit: string, count: number, maximum: number])[],
): Excess | undefined {
  const found = counted.find(([, count, maximum]) => count > maximum);
  return found && { limit: found[0], maximum: found[2] };
}
