import type { Award, BriefingSession, TenderDocument } from '@hub/prisma/client';
import type { AnyTender } from './any-tender.js';

export type TenderMapper = AnyTender;
export type BuyerMapper = { readonly id: string; readonly name: string };
export type SupplierMapper = { readonly id: string; readonly name: string };
export type BriefingSessionMapper = BriefingSession;
export type TenderDocumentMapper = TenderDocument;
export type AwardMapper = Award;
