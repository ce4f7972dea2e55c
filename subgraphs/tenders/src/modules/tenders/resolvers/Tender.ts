import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { TenderResolvers } from '../../../types.generated.js';
import {
  readProcurementCategory,
  readProcurementMethod,
  readProvince,
  statusReasonAt,
  tenderStatusAt,
} from '../../../ocds/index.js';
import { sourceOf } from '../../sources/tender-source.js';
import { anyTenderById } from '../any-tender.js';
import { contactOf } from '../../base/contact.js';
import { moneyOf } from '../../base/money.js';
import type { Context } from '../../../context.js';

export const Tender: Pick<
  TenderResolvers,
  | 'awards'
  | 'briefingSessions'
  | 'buyer'
  | 'buyerName'
  | 'category'
  | 'closingAsPublished'
  | 'closingAt'
  | 'closingStatement'
  | 'contact'
  | 'deliveryLocation'
  | 'description'
  | 'enquiriesUntil'
  | 'id'
  | 'isPrivate'
  | 'language'
  | 'method'
  | 'methodDetails'
  | 'noticeKind'
  | 'ocid'
  | 'opensAt'
  | 'procurementCategory'
  | 'province'
  | 'publishedAt'
  | 'publisherStatus'
  | 'reference'
  | 'releaseCount'
  | 'source'
  | 'specialConditions'
  | 'status'
  | 'statusReason'
  | 'teamTender'
  | 'title'
  | 'url'
  | 'value'
  | 'valueStatement'
  | 'version'
  | '__isTypeOf'
  | '__resolveReference'
> = {
  __resolveReference: referenceTo('Tender', (row, { loaders }: Context) => anyTenderById(loaders, row)),
  id: ({ id }) => encodeId('Tender', id),
  status: (tender, _args, { now }) => tenderStatusAt(tender, now()),
  statusReason: ({ statusEvidence, ...tender }, _args, { now }) =>
    statusReasonAt({ ...tender, evidence: statusEvidence }, now()),
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  buyer: ({ buyerId, buyerName }) => (buyerId === null ? null : { id: buyerId, name: buyerName ?? 'Unnamed buyer' }),
  province: ({ province }) => readProvince(province),
  procurementCategory: ({ procurementCategory }) => readProcurementCategory(procurementCategory),
  method: ({ method }) => readProcurementMethod(method),
  closingAsPublished: ({ closingRaw }) => closingRaw,
  source: ({ sourceId, teamTender }, _args, { loaders }) => sourceOf(loaders, { sourceId, teamTender }),
  briefingSessions: ({ id }, _args, { loaders }) => loaders.briefingSessions.load(id),
  awards: ({ id }, _args, { loaders }) => loaders.awards.load(id),
  contact: contactOf,
  isPrivate: ({ teamTender }) => teamTender !== undefined,
  teamTender: ({ teamTender }) => teamTender ?? null,
};
