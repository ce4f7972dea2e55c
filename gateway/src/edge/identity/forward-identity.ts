import {
  internalTokenHeader,
  noClient,
  signInternalToken,
  subgraphNames,
  type Actor,
  type ClientInfo,
  type SubgraphName,
} from '@hub/runtime/auth';
import type { IncomingHttpHeaders } from 'node:http';

/** One secret per subgraph. A subgraph without one is called without identity. */
export type InternalSecrets = Readonly<Partial<Record<SubgraphName, Uint8Array>>>;

/** Removes what only the gateway may say, before anything else reads the headers. */
export function stripInternalHeaders(headers: IncomingHttpHeaders): void {
  for (const name in headers) {
    if (name.startsWith('x-hub-') || name.startsWith('x-internal-')) Reflect.deleteProperty(headers, name);
  }
}

/** What a call to a subgraph says about who is asking. */
export interface IdentityOptions {
  readonly actor: Actor;
  /** Default: no client that is known. */
  readonly client?: ClientInfo;
  readonly subgraph: string;
  /** The exact body that will be sent. */
  readonly body: string;
  readonly secrets: InternalSecrets;
}

/** Headers that carry the actor to one subgraph, signed for it and for this body; none where no secret is set. */
export async function identityHeaders({
  actor,
  client = noClient,
  subgraph,
  body,
  secrets,
}: IdentityOptions): Promise<Record<string, string>> {
  const audience = subgraphNames.find((name) => name === subgraph);
  const secret = audience === undefined ? undefined : secrets[audience];
  if (audience === undefined || secret === undefined) return {};
  return { [internalTokenHeader]: await signInternalToken({ actor, client, audience, body, secret }) };
}
