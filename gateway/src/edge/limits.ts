import { findExcess, tooComplex, type JsonLimits, type VariableLimits } from '@hub/runtime/graphql';
import type { CostLimits } from '../cost/bound-cost.js';

/** Upper bounds on one request; the reasons for the numbers are in `assurance.md`, section 3. */
export interface DocumentLimits {
  readonly tokensMax: number;
  /** Characters of one name or number, wherever it stands: errors, plans and logs repeat it. */
  readonly nameLengthMax: number;
  /** Brackets of any kind inside each other; `depthMax` counts fields only. */
  readonly nestingMax: number;
  readonly depthMax: number;
  /** Fields with every fragment written out. The first `__typename` beside others is free: clients add it by themselves. */
  readonly heightMax: number;
  readonly aliasesMax: number;
  readonly rootFieldsMax: number;
  readonly directivesMax: number;
  /** Spreads and inline fragments, with every fragment written out; each pair of them is compared. */
  readonly spreadsMax: number;
  readonly fragmentsMax: number;
  /** Declared by one operation. */
  readonly variablesMax: number;
  /** Fields that read the schema itself: one answer is as large as the schema. */
  readonly introspectionsMax: number;
  /** Each mistake is looked up by its line, from the first line on. */
  readonly linesMax: number;
  /** Mutations that try a secret: one attempt a document, or aliases would be a way round the throttle. */
  readonly loneMutations: ReadonlySet<string>;
  /** Of the request around the document, before anybody knows what its variables should be. */
  readonly json: JsonLimits;
  /** By the types that the operation declares. */
  readonly variables: VariableLimits;
  /** What an operation may cost: objects that it may return, and the weights of fields that are dear to work out. */
  readonly cost: CostLimits;
}

/** What every client gets. */
export const documentLimits: DocumentLimits = {
  tokensMax: 4000,
  nameLengthMax: 200,
  nestingMax: 64,
  depthMax: 12,
  // A page with all of a tender, its winners and what the team has made of it asks for 230.
  heightMax: 300,
  aliasesMax: 30,
  rootFieldsMax: 20,
  directivesMax: 50,
  spreadsMax: 200,
  fragmentsMax: 100,
  variablesMax: 100,
  introspectionsMax: 2,
  linesMax: 5000,
  loneMutations: new Set([
    'signIn',
    'requestSignUp',
    'createTeam',
    'acceptInvitation',
    'refreshSession',
    'requestPasswordReset',
    'resetPassword',
    'verifyMfa',
  ]),
  json: { depthMax: 16, valuesMax: 5000, keysMax: 100, itemsMax: 1000 },
  // The longest text that is stored has 10,000 characters, and the longest list of objects says where twenty fields are.
  variables: { textLengthMax: 20_000, wordLengthMax: 1000, itemsMax: 1000, objectsMax: 100, undeclaredMax: 100 },
  cost: { anonymous: 1000, user: 5000, partner: 10_000 },
};

/** @throws HubError `OPERATION_TOO_COMPLEX` when a text of JSON is above a limit. */
export function refuseLargeJson(text: string, limits: DocumentLimits): void {
  const excess = findExcess(text, limits.json);
  if (excess !== undefined)
    throw tooComplex({ limit: `${excess.limit} in the JSON of a request`, maximum: excess.maximum });
}
