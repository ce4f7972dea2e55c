import type { TenderSnapshotResolvers } from '../../../types.generated.js';
import {
  readProcurementCategory,
  readProcurementMethod,
  statusInputOf,
  statusReasonAt,
  tenderStatusAt,
} from '../../../ocds/index.js';
import { sourceOf } from '../../sources/tender-source.js';
import { contactOf } from '../../base/contact.js';
import { moneyOf } from '../../base/money.js';
import { documentSnapshotsPage } from '../as-of/document-snapshots.js';
import { briefingsOf } from '../as-of/snapshot.js';

export const TenderSnapshot: TenderSnapshotResolvers = {
  title: ({ state }) => state.title,
  description: ({ state }) => state.description,
  source: ({ sourceId }, _args, { loaders }) => sourceOf(loaders, { sourceId }),
  url: ({ state }) => state.url,
  reference: ({ state }) => state.reference,
  status: ({ state, at }) => tenderStatusAt(statusInputOf(state), at),
  statusReason: ({ state, at }) => statusReasonAt({ ...statusInputOf(state), evidence: state.statusEvidence }, at),
  noticeKind: ({ state }) => state.noticeKind,
  valueStatement: ({ state }) => state.valueStatement,
  closingStatement: ({ state }) => state.closingStatement,
  publisherStatus: ({ state }) => state.publisherStatus,
  province: ({ state }) => state.province,
  category: ({ state }) => state.category,
  procurementCategory: ({ state }) => readProcurementCategory(state.procurementCategory),
  method: ({ state }) => readProcurementMethod(state.method),
  methodDetails: ({ state }) => state.methodDetails,
  buyerName: ({ state }) => state.buyer?.name ?? null,
  value: ({ state }) => moneyOf(state.valueAmount, state.valueCurrency),
  publishedAt: ({ state }) => state.publishedAt,
  opensAt: ({ state }) => state.opensAt,
  closingAt: ({ state }) => state.closingAt,
  closingAsPublished: ({ state }) => state.closingRaw,
  enquiriesUntil: ({ state }) => state.enquiriesUntil,
  deliveryLocation: ({ state }) => state.deliveryLocation,
  specialConditions: ({ state }) => state.specialConditions,
  language: ({ state }) => state.language,
  contact: ({ state }) => contactOf(state),
  briefingSessions: ({ state }) => briefingsOf(state),
  documents: (snapshot, page) => documentSnapshotsPage(snapshot, page),
  awards: ({ state }) => state.awards,
};
