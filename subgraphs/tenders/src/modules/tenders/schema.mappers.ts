import type { Award, BriefingSession } from '@hub/prisma/client';
import type { DocumentRow } from '../parts/part.repository.js';
import type { AnyTender } from './any-tender.js';

export type TenderMapper = AnyTender;
export type BuyerMapper = { readonly id: string; readonly name: string };
export type SupplierMapper = { readonly id: string; readonly name: string };
export type BriefingSessionMapper = BriefingSession;
export type TenderDocumentMapper = DocumentRow;
export type AwardMapper = Award;
