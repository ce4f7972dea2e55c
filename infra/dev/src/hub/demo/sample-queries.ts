import { demoPassword, demoTeams } from '@hub/prisma/seed';

export interface SampleQuery {
  readonly title: string;
  readonly query: string;
  /** Whether it needs the token that the first one gives. */
  readonly needsToken: boolean;
}

const team = demoTeams[0];
const person = team?.people[0];

/** What a newcomer asks first. Each is a whole request: the values are written into it. */
export const sampleQueries: readonly SampleQuery[] = [
  {
    title: 'Sign in',
    needsToken: false,
    query: `mutation {
  signIn(input: { team: "${team?.slug}", email: "${person?.email}", password: "${demoPassword}" }) {
    ... on SignInSuccess { tokens { accessToken expiresInSeconds } }
    ... on UserError { message }
  }
}`,
  },
  {
    title: 'One question to all five subgraphs',
    needsToken: true,
    query: `{
  me { account { displayName } team { name plan } }
  entries(first: 3) {
    edges {
      node {
        status
        tender {
          title closingAt buyer { name } summary { state text }
          readiness { score recommendation checklist { part state evidence } }
        }
      }
    }
  }
  tendersByProvince { usedRowCount excludedRowCount rows { province tenderCount } }
}`,
  },
  {
    title: 'Find tenders, and where they are',
    needsToken: true,
    query: `{
  tenders(search: "stormwater", first: 5) { edges { node { id title province closingAt value { amount currency } entry { status } } } }
  spendByBuyer { usedRowCount excludedRowCount rows { buyerName value { amount currency } } }
}`,
  },
];
