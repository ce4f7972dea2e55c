import type { ErrorDefinition } from './error-definition.js';

/** Codes that Apollo Server and its clients define. */
export const apolloErrors = {
  GRAPHQL_PARSE_FAILED: {
    httpStatus: 400,
    meaning: 'The document is not valid GraphQL syntax.',
    remedy: 'Correct the document at the location given.',
    source: 'apollo',
  },
  GRAPHQL_VALIDATION_FAILED: {
    httpStatus: 400,
    meaning: 'The document does not fit the schema.',
    remedy: 'Compare the fields and arguments with the published schema.',
    source: 'apollo',
  },
  BAD_USER_INPUT: {
    httpStatus: 400,
    meaning: 'An argument or variable has a value that is not accepted.',
    remedy: 'Correct the value named in the message.',
    source: 'apollo',
  },
  BAD_REQUEST: {
    httpStatus: 400,
    meaning: 'The HTTP request is not a GraphQL request.',
    remedy: 'Send JSON with a query and a content-type of application/json.',
    source: 'apollo',
  },
  OPERATION_RESOLUTION_FAILURE: {
    httpStatus: 400,
    meaning: 'The operation to run cannot be determined.',
    remedy: 'Send an operationName that the document contains.',
    source: 'apollo',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    httpStatus: 200,
    meaning: 'The persisted query is not known yet.',
    remedy: 'Send the hash again together with the full document.',
    source: 'apollo',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    httpStatus: 200,
    meaning: 'Automatic persisted queries are not available to this client.',
    remedy: 'Send the full document, or register the operation in advance.',
    source: 'apollo',
  },
  PERSISTED_QUERY_ID_REQUIRED: {
    httpStatus: 400,
    meaning: 'This client may only run registered operations.',
    remedy: 'Send the id of a registered operation instead of a document.',
    source: 'apollo',
  },
  PERSISTED_QUERY_NOT_IN_LIST: {
    httpStatus: 400,
    meaning: 'The operation is not on the list of this client.',
    remedy: 'Have the operation registered, or send the id that is.',
    source: 'apollo',
  },
  INTERNAL_SERVER_ERROR: {
    httpStatus: 500,
    meaning: 'Something went wrong on our side.',
    remedy: 'Try again; if it persists, report the request id.',
    source: 'apollo',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
