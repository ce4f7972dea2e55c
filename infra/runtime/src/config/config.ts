/** Typed configuration from the environment: every problem at once, never a value. */
export { ConfigError, loadConfig, type ConfigProblem } from './load-config.js';
export { flag, integer, list, port, secret, url, type IntegerBounds } from './fields.js';
