import type { AuditRow } from './audit.repository.js';

export type AuditEventMapper = AuditRow;
