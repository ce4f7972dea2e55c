import type { Entry } from '@hub/prisma/client';
import type { Connection } from '@hub/runtime/graphql';

export type EntryMapper = Entry;
/** The status as it is stored. */
export interface EntryStatusCountMapper {
  readonly status: string;
  readonly entryCount: number;
}
export type EntryConnectionMapper = Connection<Entry> & {
  /** Counts when it is called. */
  readonly statusCounts: () => Promise<EntryStatusCountMapper[]>;
};
