import type { TeamSource, TeamTender } from '@hub/prisma/client';
import type { Preview, PreviewedRow, PreviewedValue } from './connectors/preview-rows.js';
import type { RowProblem } from './connectors/row-problems.js';
import type { SourceRecord } from './source-record.js';
import type { MappingInForce } from './teams/mapping-in-force.js';

export type SourceHealthMapper = SourceRecord;
export type TeamSourceMapper = TeamSource;
export type TeamTenderMapper = TeamTender;
export type SourceMappingMapper = MappingInForce;
export type MappingPreviewMapper = Preview & { readonly mapping: MappingInForce };
export type MappedRowMapper = PreviewedRow;
export type MappedValueMapper = PreviewedValue;
export type MappedRowProblemMapper = RowProblem;
