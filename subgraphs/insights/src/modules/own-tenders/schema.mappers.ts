export type { OwnTender as TeamTenderMapper } from './own-tender.repository.js';
