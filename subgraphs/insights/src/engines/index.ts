export { answerTask, cutOffMs, type FailedTry, type TaskOutcome } from './answer-task.js';
export {
  engineFailureReasons,
  type Engine,
  type EngineFailureReason,
  type EngineTask,
  type Material,
} from './engine.js';
export { engineSettingsFrom, openEngines, type EnginePrices } from './engine-settings.js';
export { createHttpEngine } from './http/http-engine.js';
export { createLocalEngine } from './local/local-engine.js';
