export { readCidb } from './cidb/read-cidb.js';
export { isWorksClass } from './cidb/works-classes.js';
export type { FactSpan } from './fact-text.js';
export { pointSystemName, statedSystem } from './point-system.js';
export { readBbbee } from './read-bbbee.js';
export { readBriefing } from './read-briefing.js';
export { readPreference } from './read-preference.js';
export { cidbKeys, readTenderFacts, readerVersion, type ReadableTender } from './read-tender-facts.js';
export {
  tenderFacts,
  type BbbeeFacts,
  type BriefingFact,
  type CidbFacts,
  type PreferenceFacts,
  type TenderFacts,
} from './tender-facts.js';
