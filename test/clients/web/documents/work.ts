import { graphql } from '../generated/gql.js';

export const createSavedSearch = graphql(`
  mutation CreateSavedSearch($input: CreateSavedSearchInput!) {
    createSavedSearch(input: $input) {
      ... on CreateSavedSearchSuccess {
        savedSearch {
          id
          name
          newCount
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

export const savedSearchAlerts = graphql(`
  query SavedSearchAlerts {
    savedSearchAlerts(first: 20) {
      nodes {
        position
        isSeen
        savedSearch {
          id
          newCount
        }
        tender {
          id
          title
        }
      }
    }
  }
`);

export const markSavedSearchSeen = graphql(`
  mutation MarkSavedSearchSeen($input: MarkSavedSearchSeenInput!) {
    markSavedSearchSeen(input: $input) {
      ... on MarkSavedSearchSeenSuccess {
        savedSearch {
          id
          newCount
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

export const requestExport = graphql(`
  mutation RequestExport($input: RequestExportInput!) {
    requestExport(input: $input) {
      ... on RequestExportSuccess {
        export {
          id
          status
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

export const tenderExport = graphql(`
  query TenderExport($id: ID!) {
    tenderExport(id: $id) {
      id
      status
      rowCount
      byteSize
      sha256
      downloadUrl
    }
  }
`);

export const createTeamSource = graphql(`
  mutation CreateTeamSource($input: CreateTeamSourceInput!) {
    createTeamSource(input: $input) {
      ... on CreateTeamSourceSuccess {
        source {
          id
          name
          status
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

export const ownTenders = graphql(`
  query OwnTenders {
    teamSources(first: 10) {
      nodes {
        id
        name
        status
        lastError
      }
    }
    teamTenders(first: 10) {
      nodes {
        id
        key
        title
        source {
          id
          name
        }
      }
    }
  }
`);
