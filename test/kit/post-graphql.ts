import { getIntrospectionQuery } from 'graphql';
import { z } from 'zod';

/** An answer over HTTP, read. */
export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
  /** Code of the first error. */
  readonly code: string | undefined;
}

const answer = z.looseObject({
  errors: z.array(z.looseObject({ extensions: z.looseObject({ code: z.string() }) })).optional(),
});

/** Posts a GraphQL request, whatever it holds, to a server of which only the address is known. */
export async function postGraphql(
  url: string,
  request: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof request === 'string' ? request : JSON.stringify(request),
  });
  const text = await response.text();
  const body: unknown = JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    body,
    code: answer.parse(body).errors?.[0]?.extensions.code,
  };
}

/** What GraphiQL asks for when it opens. */
export const introspectionText = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true });
