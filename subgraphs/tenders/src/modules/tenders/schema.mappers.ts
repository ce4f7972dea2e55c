import type { Award, AwardSupplier, BriefingSession, TenderDocument } from '@hub/prisma/client';
import type { TenderRecord } from './tender-record.js';

export type TenderMapper = TenderRecord;
export type BuyerMapper = { readonly id: string; readonly name: string };
export type SupplierMapper = { readonly id: string; readonly name: string };
export type BriefingSessionMapper = BriefingSession;
export type TenderDocumentMapper = TenderDocument;
export type AwardMapper = Award & { suppliers: (AwardSupplier & { supplier: SupplierMapper })[] };
