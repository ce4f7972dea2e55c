import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { refreshSession, signIn } from './documents/session.js';
import type { SignInInput } from './generated/graphql.js';

/** Tokens of one signed-in person, as a browser shares them among its tabs. */
export interface TokenStore {
  accessToken: string | null;
  refreshToken: string | null;
}

/** A tab: what a developer of a web client would write over Apollo Client. */
export interface WebClient {
  readonly apollo: ApolloClient;
  /** Signs in and keeps the tokens; answers what went wrong, if anything did. */
  signIn(input: SignInInput): Promise<string | null>;
  /** Takes new tokens; false when the person must sign in again. */
  refresh(): Promise<boolean>;
}

export interface WebClientOptions {
  readonly url: string;
  readonly tokens: TokenStore;
  /** Members of interfaces and unions, which a build step takes from the schema. */
  readonly possibleTypes: Record<string, string[]>;
}

/** Opens a tab. An expired access token is replaced once, and the operation is sent again. */
export function openTab({ url, tokens, possibleTypes }: WebClientOptions): WebClient {
  const authorise = new ApolloLink((operation, forward) => {
    if (tokens.accessToken !== null)
      operation.setContext({ headers: { authorization: `Bearer ${tokens.accessToken}` } });
    return forward(operation);
  });
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Viewer: { keyFields: [] },
      Query: { fields: { changes: { keyArgs: ['filter'] } } },
    },
  });
  const apollo = new ApolloClient({
    cache,
    link: ApolloLink.from([againWhenExpired(() => tab.refresh()), authorise, new HttpLink({ uri: url, fetch })]),
  });
  const tab: WebClient = {
    apollo,
    async signIn(input) {
      const { data } = await apollo.mutate({ mutation: signIn, variables: { input } });
      const result = data?.signIn;
      if (result?.__typename !== 'SignInSuccess') return result?.message ?? 'Nothing was answered.';
      keep(tokens, result.tokens);
      return null;
    },
    async refresh() {
      const { refreshToken } = tokens;
      if (refreshToken === null) return false;
      const { data } = await apollo.mutate({ mutation: refreshSession, variables: { input: { refreshToken } } });
      const result = data?.refreshSession;
      if (result?.__typename !== 'RefreshSessionSuccess') return false;
      keep(tokens, result.tokens);
      return true;
    },
  };
  return tab;
}

function keep(tokens: TokenStore, { accessToken, refreshToken }: { accessToken: string; refreshToken: string }): void {
  tokens.accessToken = accessToken;
  tokens.refreshToken = refreshToken;
}

function againWhenExpired(refresh: () => Promise<boolean>): ApolloLink {
  return new ApolloLink(
    (operation, forward) =>
      new Observable((observer) => {
        forward(operation).subscribe({
          error: (error) => observer.error(error),
          complete: () => undefined,
          next: (result) => {
            const isExpired =
              result.errors?.some(({ extensions }) => extensions?.['code'] === 'TOKEN_EXPIRED') ?? false;
            if (!isExpired) {
              observer.next(result);
              observer.complete();
              return;
            }
            void refresh().then(
              (isRefreshed) => {
                if (isRefreshed) {
                  forward(operation).subscribe(observer);
                  return;
                }
                observer.next(result);
                observer.complete();
              },
              (error: unknown) => observer.error(error),
            );
          },
        });
      }),
  );
}

/** The codes of the errors that an operation ended with. */
export function codesOf(error: unknown): unknown[] {
  return CombinedGraphQLErrors.is(error) ? error.errors.map(({ extensions }) => extensions?.['code']) : [];
}
