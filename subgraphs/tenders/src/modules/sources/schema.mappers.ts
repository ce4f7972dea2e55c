import type { TeamSource, TeamTender } from '@hub/prisma/client';
import type { SourceRecord } from './source-record.js';

export type SourceHealthMapper = SourceRecord;
export type TeamSourceMapper = TeamSource;
export type TeamTenderMapper = TeamTender;
