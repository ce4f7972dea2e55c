import { extractiveModel } from '../summariser/index.js';
import type { Engine } from './engine.js';

/** The engine that is always there: what can be read from the source by rules. It calls nobody and cannot fail. */
export const embeddedEngine: Engine = {
  model: extractiveModel,
  kinds: ['SUMMARY', 'DRAFT'],
  isMetered: false,
  atOnce: 1,
  tokensMax: () => 0,
  promptHash: () => null,
  answer: async (task) => ({ value: task.floor(), tokens: null }),
  close: async () => undefined,
};
