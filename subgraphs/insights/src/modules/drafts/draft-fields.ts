import { z } from 'zod';
import { draftKinds, draftSection } from '../../drafting/index.js';
import { engineFailureReasons } from '../../engines/index.js';

const failures = z.array(z.object({ engine: z.string(), reason: z.enum(engineFailureReasons) }));
const statuses = z.enum(['QUEUED', 'RUNNING', 'READY', 'FAILED']);

/** What the database keeps as text and JSON, as what it is. The database checks the same. */
export const draftFields = {
  kind: (stored: string) => z.enum(draftKinds).parse(stored),
  status: (stored: string) => statuses.parse(stored),
  decision: (stored: string | null) => z.enum(['ACCEPTED', 'REJECTED']).nullable().parse(stored),
  sections: (stored: unknown) => z.array(draftSection).parse(stored),
  engineFailures: (stored: unknown) => failures.parse(stored),
};
