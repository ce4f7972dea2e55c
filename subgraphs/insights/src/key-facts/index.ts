export {
  factSpan,
  keyFact,
  keyFactKinds,
  shortLine,
  type KeyFact,
  type KeyFactKind,
  type KeyFactSource,
  type StatedBbbee,
  type StatedBriefing,
  type StatedPreference,
} from './key-fact.js';
export { placeOf, type Place } from './places.js';
export { isPrivate, publicPart } from './private-data.js';
export { readDemands, readKeyFacts } from './read-key-facts.js';
