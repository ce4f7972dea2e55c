import type { ItemRow, LotRow, PublicContractRow } from './part.repository.js';

export type LotMapper = LotRow;
export type TenderItemMapper = ItemRow;
export type PublicContractMapper = PublicContractRow;
