/** The audit log of a team as a file that proves itself, and the check of such a file. */
export { auditLines, exportAudit, type AuditExport } from './export-audit.js';
export { verifyAudit } from './verify-audit.js';
