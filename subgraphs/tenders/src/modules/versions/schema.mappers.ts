import type { AwardState, FieldChange } from '../../ocds/index.js';
import type { AcknowledgementRow } from './acknowledgements/acknowledgement.repository.js';
import type { DocumentSnapshot } from './as-of/document-snapshots.js';
import type { Snapshot } from './as-of/snapshot.js';
import type { EffectiveFields } from './overrides/effective-tender.js';
import type { DeletedOverride, OverrideRecord } from './overrides/override.repository.js';
import type { VersionRow } from './history/version.repository.js';

export type TenderVersionMapper = VersionRow;
export type FieldChangeMapper = FieldChange;
export type ChangeAcknowledgementMapper = AcknowledgementRow;
export type TenderSnapshotMapper = Snapshot;
export type AwardSnapshotMapper = AwardState;
export type TenderDocumentSnapshotMapper = DocumentSnapshot;
export type EffectiveTenderMapper = EffectiveFields;
export type TenderOverrideMapper = OverrideRecord;
export type OverrideTenderFieldSuccessMapper = { readonly override: OverrideRecord };
export type DeleteTenderOverrideSuccessMapper = DeletedOverride;
