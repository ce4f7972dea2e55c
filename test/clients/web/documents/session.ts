import { graphql } from '../generated/gql.js';

export const signIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      ... on SignInSuccess {
        tokens {
          accessToken
          refreshToken
          expiresInSeconds
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

export const refreshSession = graphql(`
  mutation RefreshSession($input: RefreshSessionInput!) {
    refreshSession(input: $input) {
      ... on RefreshSessionSuccess {
        tokens {
          accessToken
          refreshToken
          expiresInSeconds
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

export const me = graphql(`
  query Me {
    me {
      role
      permissions
      member {
        id
      }
      account {
        id
        displayName
      }
      team {
        id
        name
      }
    }
  }
`);
