import { randomUUID } from 'node:crypto';
import type { Answer } from '../kit/hub.js';
import type { World } from '../kit/world.js';

/** One question of the corpus. */
export interface Question {
  readonly name: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

/** Asks everything that a screen of the product shows, and between them all five subgraphs. */
export function corpusOf({ own, shared }: World): Question[] {
  const tender =
    'id ocid title status value { amount currency } buyer { name } awards { suppliers { name } } documents { nodes { title } }';
  return [
    { name: 'the person and the team', query: '{ me { role permissions account { email } team { name plan } } }' },
    {
      name: 'members and profile',
      query:
        '{ team { slug profile { companyName designations { designation } } members { edges { node { account { displayName } } } } } }',
    },
    { name: 'a tender', query: `query ($id: ID!) { tender(id: $id) { ${tender} } }`, variables: { id: shared } },
    {
      name: 'an entry',
      query: 'query ($id: ID!) { entry(id: $id) { status notes tender { title } assignee { account { email } } } }',
      variables: { id: own.ids['Entry'] },
    },
    {
      name: 'the list of entries',
      query:
        '{ entries(orderBy: UPDATED_AT_DESC) { edges { node { notes version tender { title } } } pageInfo { hasNextPage } } }',
    },
    { name: 'insights', query: insightsQuery, variables: { id: shared } },
    {
      name: 'tenders by province',
      query: '{ tendersByProvince { usedRowCount excludedRowCount rows { province tenderCount } generatedAt } }',
    },
    {
      name: 'spending by buyer',
      query: '{ spendByBuyer { usedRowCount value { amount } rows { buyerName value { amount } } } }',
    },
    { name: 'all five subgraphs', query: fiveSubgraphs, variables: { id: shared } },
    {
      name: 'a refused sign-in',
      query:
        'mutation ($email: String!) { signIn(input: { team: "no-such-team", email: $email, password: "wrong password" }) { __typename } }',
      variables: { email: `${randomUUID()}@example.org` },
    },
    { name: 'bad input', query: '{ entries(first: -1) { edges { cursor } } }' },
  ];
}

const insightsQuery =
  'query ($id: ID!) { tender(id: $id) { summary { state text keyPoints } readiness { score recommendation checklist { part state } } } }';

/** One question to all five: identity, tenders, workspace, insights and analytics. */
export const fiveSubgraphs = /* GraphQL */ `
  query ($id: ID!) {
    me {
      account {
        displayName
      }
      team {
        name
      }
    }
    tender(id: $id) {
      title
      buyer {
        name
      }
      entry {
        notes
        assignee {
          role
        }
      }
      summary {
        state
        text
      }
      readiness {
        score
        recommendation
      }
    }
    entries {
      edges {
        node {
          notes
          tender {
            title
          }
        }
      }
    }
    tendersByProvince {
      usedRowCount
      rows {
        province
        tenderCount
      }
    }
  }
`;

/** Asks one question as the own team's member; not answered from the cache of whole answers. */
export function sendQuestion({ hub, own }: World, { query, variables = {} }: Omit<Question, 'name'>): Promise<Answer> {
  return hub.ask(query, { variables, as: own.people.member, headers: { 'cache-control': 'no-cache' } });
}

/** Asks the whole corpus, one after the other; bodies without the number of the request, by name. */
export async function sendCorpus(world: World): Promise<Record<string, string>> {
  const bodies: Record<string, string> = {};
  for (const question of corpusOf(world)) {
    const { text } = await sendQuestion(world, question);
    bodies[question.name] = text.replaceAll(/,?"requestId":"[\w-]+"/gu, '');
  }
  return bodies;
}

/** Has the summaries made that the corpus asks for, so that every later answer is the same. */
export async function settle(world: World): Promise<void> {
  await sendCorpus(world);
  await world.hub.runJobs();
}
