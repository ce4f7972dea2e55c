import type { FactSpan, BbbeeFacts, BriefingFact, CidbFacts, PreferenceFacts } from '../../facts/index.js';

export type TextSourceMapper = FactSpan;
export type CidbRequirementsMapper = CidbFacts;
export type CidbDesignationMapper = CidbFacts['designations'][number];
export type BbbeeRequirementsMapper = BbbeeFacts;
export type BbbeeLevelsMapper = BbbeeFacts['levels'][number];
export type SmallEnterprisesMapper = BbbeeFacts['enterprises'][number];
export type StatedPreferenceMapper = PreferenceFacts;
export type StatedPreferenceSystemMapper = PreferenceFacts['systems'][number];
export type PreferenceGoalMapper = PreferenceFacts['goals'][number];
export type StatedBriefingMapper = BriefingFact;
