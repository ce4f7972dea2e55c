import { can, type PermissionMap } from '@hub/runtime/graphql';

/** THE table: coordinate -> rule. A type, root field or entity that is missing stops the boot. */
export const permissions: PermissionMap = {
  Query: {
    entry: can('entry:read'),
    entries: can('entry:read'),
  },
  Mutation: {
    trackTender: can('entry:track'),
    trackTenders: can('entry:track'),
    untrackTender: can('entry:track'),
    updateEntry: can('entry:update'),
  },
  Entry: { '*': 'inherit', __resolveReference: can('entry:read') },
  Tender: {
    '*': 'inherit',
    __resolveReference: can('entry:read'),
    entry: can('entry:read'),
  },
  Member: 'inherit',
  EntryConnection: 'inherit',
  EntryEdge: 'inherit',
  EntryStatusCount: 'inherit',
  InputProblem: 'inherit',
  InvalidInput: 'inherit',
  NotFound: 'inherit',
  PageInfo: 'inherit',
  TrackTenderSuccess: 'inherit',
  TrackTendersSuccess: 'inherit',
  UntrackTenderSuccess: 'inherit',
  AlreadyTracked: 'inherit',
  UpdateEntrySuccess: 'inherit',
  EntryConflict: 'inherit',
};
