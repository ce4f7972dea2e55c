import { z } from 'zod';
import { mutate, type Acting, type Action } from './acting.js';
import { resultOf } from './ledger.js';
import { password, type Person } from './people.js';

const tokensOf = (success: string) => `__typename ... on ${success} { tokens { accessToken refreshToken } }`;
const signInQuery = `mutation ($input: SignInInput!) { signIn(input: $input) { ${tokensOf('SignInSuccess')} } }`;
const refreshQuery = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { ${tokensOf('RefreshSessionSuccess')} }
}`;
const success = z.object({ tokens: z.object({ accessToken: z.string(), refreshToken: z.string() }) });

/** Signs in, unless the person is. */
export async function ensureSignedIn({ client }: Acting, person: Person): Promise<boolean> {
  if (person.session !== null) return true;
  const input = { team: person.team.slug, email: person.email, password };
  const answer = await client.ask({ kind: 'session:sign-in', query: signInQuery, variables: { input } });
  person.session = success.safeParse(resultOf(answer, 'signIn').member).data?.tokens ?? null;
  return person.session !== null;
}

/**
 * Exchanges the refresh token. A token that was refused has not been used up: it must work later; and one that was given
 * out must work as well. Either shows when the product calls a session ended whose token nobody has used.
 */
export const refreshSession: Action = async (acting, person) => {
  if (person.session === null) return;
  const { refreshToken } = person.session;
  const mutation = {
    kind: 'session:refresh',
    field: 'refreshSession',
    query: refreshQuery,
    input: { refreshToken },
  };
  const result = await mutate(acting, person, mutation);
  if (result.told === 'made') person.session = success.safeParse(result.member).data?.tokens ?? null;
  // Which of the two tokens works now nobody knows: a new session is the way out.
  else if (result.told === 'unknown') person.session = null;
  else if (result.member !== null) {
    person.session = null;
    const text = `${person.email} was told ${result.code} for a refresh token that was never used.`;
    acting.ledger.breach({ kind: 'session', atMs: acting.clock(), text });
  }
};
