import type { OwnSession } from './own-session.repository.js';

export type OpenSessionMapper = OwnSession;
