import { graphql } from '../generated/gql.js';

export const findTenders = graphql(`
  query FindTenders($search: String, $filter: TenderFilter, $orderBy: TenderOrder, $first: Int, $after: String) {
    tenders(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      correctedSearch
      nodes {
        id
        title
        province
        status
        closingAt
        value {
          amount
          currency
        }
        buyerName
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      emptyReason {
        kind
        message
        filters
      }
      facets {
        provinces {
          province
          tenderCount
        }
      }
    }
  }
`);

export const tenderPage = graphql(`
  query TenderPage($id: ID!, $at: DateTime!) {
    tender(id: $id) {
      ...TenderHead
      history(first: 10) {
        totalCount
        nodes {
          ...Change
          changes {
            path
            before
            after
            impact
          }
        }
      }
      asOf(at: $at) {
        at
        ...TenderHead
      }
      overrides {
        field
        value
        original
        reason
      }
      entry {
        ...EntryRow
      }
    }
  }

  fragment TenderHead on TenderLike {
    title
    description
    closingAt
    status
    value {
      amount
      currency
    }
  }
`);

graphql(`
  fragment Change on TenderVersion {
    id
    version
    impact
    tender {
      id
    }
    acknowledgement {
      acknowledgedAt
      acknowledgedBy {
        id
      }
    }
  }
`);

export const changes = graphql(`
  query Changes($after: String, $first: Int, $filter: ChangeFilter) {
    changes(after: $after, first: $first, filter: $filter) {
      endCursor
      isCaughtUp
      changes {
        ...Change
      }
    }
  }
`);

export const acknowledgeChange = graphql(`
  mutation AcknowledgeChange($input: AcknowledgeChangeInput!) {
    acknowledgeChange(input: $input) {
      ... on AcknowledgeChangeSuccess {
        change {
          ...Change
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

export const overrideTenderField = graphql(`
  mutation OverrideTenderField($input: OverrideTenderFieldInput!) {
    overrideTenderField(input: $input) {
      ... on OverrideTenderFieldSuccess {
        override {
          field
          value
          original
          reason
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

export const figures = graphql(`
  query Figures {
    tendersByProvince {
      usedRowCount
      rows {
        province
        tenderCount
      }
    }
    spendByBuyer(first: 5) {
      usedRowCount
      rows {
        buyerName
        value {
          amount
          currency
        }
      }
    }
  }
`);
