import { graphql } from '../generated/gql.js';

graphql(`
  fragment EntryRow on Entry {
    id
    status
    priority
    notes
    version
  }
`);

export const entries = graphql(`
  query Entries($filter: EntryFilter, $first: Int) {
    entries(filter: $filter, first: $first) {
      totalCount
      nodes {
        ...EntryRow
        tender {
          id
          title
        }
      }
    }
  }
`);

export const trackTender = graphql(`
  mutation TrackTender($input: TrackTenderInput!) {
    trackTender(input: $input) {
      ... on TrackTenderSuccess {
        entry {
          ...EntryRow
          tender {
            id
            entry {
              id
            }
          }
        }
      }
      ... on AlreadyTracked {
        code
        message
        entry {
          ...EntryRow
        }
      }
      ... on UserError {
        code
        message
        path
      }
      ... on InvalidInput {
        problems {
          path
          code
          message
        }
      }
    }
  }
`);

export const updateEntry = graphql(`
  mutation UpdateEntry($input: UpdateEntryInput!) {
    updateEntry(input: $input) {
      ... on UpdateEntrySuccess {
        entry {
          ...EntryRow
        }
      }
      ... on EntryConflict {
        code
        message
        current {
          ...EntryRow
        }
      }
      ... on UserError {
        code
        message
        path
      }
      ... on InvalidInput {
        problems {
          path
          code
          message
        }
      }
    }
  }
`);

export const trackTenders = graphql(`
  mutation TrackTenders($input: TrackTendersInput!) {
    trackTenders(input: $input) {
      ... on TrackTendersSuccess {
        results {
          ... on TrackTenderSuccess {
            entry {
              ...EntryRow
            }
          }
          ... on AlreadyTracked {
            code
            entry {
              ...EntryRow
            }
          }
          ... on UserError {
            code
            message
          }
        }
      }
      ... on UserError {
        code
        message
        path
      }
    }
  }
`);
