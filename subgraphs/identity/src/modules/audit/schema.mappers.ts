import type { AuditExportRow } from './audit-export.repository.js';
import type { AuditRow } from './audit.repository.js';

export type AuditEventMapper = AuditRow;
export type AuditExportMapper = AuditExportRow;
