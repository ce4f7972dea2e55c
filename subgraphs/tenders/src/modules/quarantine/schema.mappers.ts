import type { QuarantinedRow } from './quarantine.repository.js';

export type QuarantinedReleaseMapper = QuarantinedRow;
