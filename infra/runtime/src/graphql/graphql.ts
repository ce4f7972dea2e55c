export { createDocumentStore } from './document-store.js';
export {
  connectionOf,
  decodeCursor,
  encodeCursor,
  notACursor,
  pageSizeMax,
  pageSizeOf,
  readCursor,
} from './connection.js';
export type { Connection, PageArguments } from './connection.js';
export { defineSubgraph } from './define-subgraph.js';
export type { Subgraph, SubgraphContext, SubgraphParts } from './define-subgraph.js';
export { createTargetAnswerer, sessionStatePath } from './http-routes.js';
export { graphqlAttributes, kindOfPlanned } from './operation-span.js';
export type { AnswerTarget, HttpAnswer, HttpQuestion, HttpRoute, TargetRequest } from './http-routes.js';
export { referenceTo } from './entity-reference.js';
export { decodeId, decodeIdOrNull, encodeId } from './global-id.js';
export { createInProcessExecutor } from './in-process-executor.js';
export type { ExecutorOptions } from './executor-options.js';
export type { InProcessExecutor, SubgraphRequest, SubgraphResponse } from './in-process-executor.js';
export { findExcess, tooComplex } from './json-limits.js';
export type { Excess, JsonLimits } from './json-limits.js';
export { idempotencyKey, idOf, mutation, optional, refusalOf, textOf } from './mutation.js';
export { pageOf, sliceOf, valuesOf } from './paged-list.js';
export type { PagedList } from './paged-list.js';
export type { PermissionMap } from './permission-map.js';
export { can, isAnyone, isSignedIn } from './rules.js';
export { apiScalars, byteCountScalar, dateScalar, dateTimeScalar, decimalScalar, jsonScalar } from './scalars.js';
export { createSubgraphServer } from './subgraph-server.js';
export type { SubgraphServerOptions } from './subgraph-server.js';
export { errorsMax } from './variable-errors.js';
export type { VariableLimits } from './variable-limits.js';
export { refuseWrongVariables } from './variables-plugin.js';
export type { MakeSubgraph, SubgraphFactory } from './subgraph-factory.js';
export { refusalOfDocument, refusalOfVariables } from './text-door.js';
export { conflictWith, invalidField, invalidInput, limitReached, notFound } from './user-errors.js';
export type { Conflict, InputProblem, InvalidInput, LimitReached, NotFound, UserErrorCode } from './user-errors.js';
