import { z } from 'zod';

const errorBody = z.looseObject({ errors: z.array(z.looseObject({ extensions: z.looseObject({}) })) });

/**
 * Puts the request id on errors in a body that lack it: those of Apollo about the HTTP request itself, which come before
 * any plugin of ours. Other bodies come back as they are.
 */
export function markErrors(body: string, requestId: string): string {
  const parsed = errorBody.safeParse(JSON.parse(body));
  if (!parsed.success) return body;
  const errors = parsed.data.errors.map((error) => ({ ...error, extensions: { requestId, ...error.extensions } }));
  return JSON.stringify({ ...parsed.data, errors });
}
