/** Error codes, the error class, and the masking of everything that leaves the product. */
export { badInput, inputFault, placed, wrongValue, type InputFault } from './bad-input.js';
export type { ErrorDefinition } from './error-definition.js';
export { errorRegistry, httpStatusOf, isErrorCode, type ErrorCode } from './registry.js';
export { HubError, isHubError, type ErrorDetails, type HubErrorOptions } from './hub-error.js';
export { isOutage, isOutageCode } from './is-outage.js';
export { maskError, toGraphQLError, type MaskOptions } from './graphql-error.js';
export { describesInternals, withoutSuggestion } from './safe-text.js';
