export { errorAnswerOf, nothingHere } from './error-answer.js';
export type { ErrorAnswer, ErrorAnswerOptions } from './error-answer.js';
export { createHttpServer } from './http-server.js';
export type { HttpServerOptions } from './http-server.js';
export { traceRequests } from './trace-requests.js';
