/** Typed configuration from the environment: every problem at once, never a value. */
export { processEnvironment, silenceVendorTelemetry, type Environment } from './environment.js';
export { ConfigError, loadConfig, type ConfigProblem } from './load-config.js';
export { publicUrlFrom } from './public-url.js';
export { readTogether, type ReadGroup, type SettingsReader } from './read-together.js';
export {
  flag,
  hubEnvironment,
  integer,
  list,
  onOff,
  port,
  secret,
  url,
  word,
  type HubEnvironment,
  type IntegerBounds,
} from './fields.js';
