export { compileProcess, type Revision } from './compile-process.js';
export {
  isObject,
  lineOf,
  member,
  memberAt,
  objectsIn,
  onOneLine,
  parseJson,
  parseRelease,
  textOf,
  type Json,
  type JsonObject,
} from './json.js';
export { knownExtension } from './merge/known-extensions.js';
export { mergeReleases } from './merge/merge-releases.js';
export { SchemaTooLargeError, mergeRulesOf, patchSchema } from './merge/merge-rules.js';
export { createStageLookup, slotOf } from './merge/stages.js';
export { mergeVersions } from './merge/merge-versions.js';
export { checkPatch, mergeRulesLookup, ocdsMergeRules, type MergeRulesLookup } from './merge/ocds-merge-rules.js';
export { readIsoInstant } from './ocds-time.js';
export { withoutAccents } from './text/accents.js';
export { ownCopy } from './own-copy.js';
export { namedShapes, ocdsShapes } from './publish/ocds-shapes.js';
export { compiledReleaseOf, embeddedReleasesOf, type KeptProcess } from './publish/published-releases.js';
export { countRepair, repairKinds, type RepairCounts } from './publish/repairs.js';
export { packRelease, unpackRelease } from './stored/stored-release.js';
export { takeApart, type FoundItem } from './read/collect-releases.js';
export { headOf, rawChunks, type ByteSource } from './read/bytes/byte-source.js';
export { kindBytes, kindOf, type FileKind } from './read/bytes/file-kind.js';
export { unpacked } from './read/bytes/plain-text.js';
export {
  createUnpackGuard,
  UnpackLimitError,
  unpackLimits,
  type UnpackGuard,
  type UnpackLimits,
} from './read/bytes/unpack-limits.js';
export { publisherOf, type Publisher } from './publisher-name.js';
export { noFacts, type PackageFacts } from './read/package-facts.js';
export type { LinkProblem, LinkedRecord, ReleaseLink } from './read/linked-record.js';
export { readReleases, type ReadEnd } from './read/read-releases.js';
export { skipReasonOf } from './read/skip-reason.js';
export {
  identifierLengthMax,
  quarantineReasons,
  validateRelease,
  type QuarantineReason,
  type ReleaseHead,
} from './read/validate-release.js';
export { NestingError, canonicalJson, contentHash } from './release-hash.js';
export { settingsLookup, type SettingsLookup } from './settings-lookup.js';
export { ocidPrefix, sourceSettings, standardSettings, type SourceSettings } from './source-settings.js';
export type { Impact } from './changes/change-impacts.js';
export type { FieldChange } from './changes/diff-states.js';
export { readCurrency } from './money/currencies.js';
export { readAmount, readMoney, valueStatements, type ValueStatement } from './money/read-money.js';
export { fieldReaders, isRemoved } from './tender/field-readers.js';
export { readTenderWord } from './status/read-status-word.js';
export type { StatusMeaning } from './status/status-words.js';
export { normaliseTender, stateReaderVersion } from './tender/normalise-tender.js';
export { noticeKinds, type NoticeKind } from './notice/kinds.js';
export { readNoticeKind } from './notice/notice-kind.js';
export { nameOriginsOf } from './tender/name-origins.js';
export type { TitleOrigin } from './tender/read-names.js';
export type { BuyerOrigin } from './tender/read-organisation.js';
export {
  procurementCategories,
  procurementMethods,
  readProcurementCategory,
  readProcurementMethod,
} from './tender/procurement-codes.js';
export { provinces, readProvince, type Province } from '@hub/runtime/provinces';
export { linksOf, registerNumber, trustOf, type RegisterNumber } from './tender/supplier-identity.js';
export {
  documentScopes,
  lifecycles,
  ownFieldsOf,
  statusEvidences,
  type AwardState,
  type DocumentState,
  type Lifecycle,
  type OrganisationState,
  type StatusEvidence,
  type TenderState,
  type WinnerState,
} from './tender/tender-state.js';
export {
  readClosing,
  closingStatementOf,
  closingStatements,
  type Closing,
  type ClosingStatement,
} from './time/closing-date.js';
export {
  instantOf,
  moments,
  statusInputOf,
  statusOf,
  statusReasonAt,
  tenderStatusAt,
  type Moment,
  type StatusReason,
} from './status/status-at.js';
export { presumedOpenDays, tenderStatuses, type TenderStatus } from './status/tender-status.js';
export { webAddress } from './text/web-address.js';
export { countRefusedAddresses } from './tender/normalise-documents.js';
