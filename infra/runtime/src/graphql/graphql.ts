export { createDocumentStore } from './execution/document-store.js';
export {
  connectionOf,
  decodeCursor,
  encodeCursor,
  notACursor,
  pageSizeDefault,
  pageSizeMax,
  pageSizeOf,
  readCursor,
} from './lists/connection.js';
export type { Connection, PageArguments } from './lists/connection.js';
export { defineSubgraph } from './define-subgraph.js';
export type { Subgraph, SubgraphContext, SubgraphParts } from './define-subgraph.js';
export { createTargetAnswerer, sessionStatePath } from './http-routes.js';
export { graphqlAttributes, kindOfPlanned } from './execution/operation-span.js';
export type { AnswerTarget, HttpAnswer, HttpQuestion, HttpRoute, TargetRequest } from './http-routes.js';
export { referenceTo } from './ids/entity-reference.js';
export {
  decodeId,
  decodeIdOrNull,
  decodePartIdOrNull,
  digestOf,
  encodeId,
  encodePartId,
  typeOfId,
  wrongId,
  type PartId,
} from './ids/global-id.js';
export { createInProcessExecutor } from './execution/in-process-executor.js';
export type { ExecutorOptions } from './execution/executor-options.js';
export type { InProcessExecutor, SubgraphRequest, SubgraphResponse } from './execution/in-process-executor.js';
export { findExcess, tooComplex } from './variables/json-limits.js';
export type { Excess, JsonLimits } from './variables/json-limits.js';
export { idempotencyKey, idOf, mutation, optional, refusalOf, textOf } from './mutations/mutation.js';
export { pageOf, sliceOf, valuesOf } from './lists/paged-list.js';
export type { PagedList } from './lists/paged-list.js';
export type { PermissionMap } from './permissions/permission-map.js';
export {
  can,
  canIn,
  canSomewhere,
  isAnyone,
  isPerson,
  isSignedIn,
  isSuperAdmin,
  memberCan,
  lacks,
  refusalWithout,
} from './permissions/rules.js';
export type { ProjectOf } from './permissions/rules.js';
export { apiScalars, byteCountScalar, dateScalar, dateTimeScalar, decimalScalar, jsonScalar } from './scalars.js';
export { createSubgraphServer } from './subgraph-server.js';
export type { SubgraphServerOptions } from './subgraph-server.js';
export { errorsMax } from './variables/variable-errors.js';
export type { VariableLimits } from './variables/variable-limits.js';
export { refusedWith, refuseWrongVariables } from './variables/variables-plugin.js';
export type { MakeSubgraph, SubgraphFactory } from './subgraph-factory.js';
export { refusalOfDocument, refusalOfVariables } from './variables/text-door.js';
export { conflictWith, invalidField, invalidInput, limitReached, notFound } from './mutations/user-errors.js';
export type {
  Conflict,
  InputProblem,
  InvalidInput,
  LimitReached,
  NotFound,
  UserErrorCode,
} from './mutations/user-errors.js';
