import type { Connection } from '@hub/runtime/graphql';
import type { BuyerTenderRow } from './buyer.repository.js';
import type { Provenance, StatedValue } from './provenance.js';
import type { SupplierRecordRow } from './supplier.repository.js';

export type SupplierRecordMapper = SupplierRecordRow;
export type FieldProvenanceMapper = Provenance;
export type FieldValueMapper = StatedValue;
export type BuyerTenderConnectionMapper = Connection<BuyerTenderRow>;
export type BuyerTenderEdgeMapper = { readonly node: BuyerTenderRow; readonly cursor: string };
