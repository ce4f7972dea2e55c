import { createHash } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { z } from 'zod';
import { HubError } from '../errors/errors.js';
import { anonymous, anonymousBecause, plans, type Actor } from './actor.js';
import { isPermission, roles, type Permission } from './permissions.js';
import { noClient, type ClientInfo } from './client-info.js';
import type { SubgraphName } from './subgraph-names.js';
import { tokenRefusals, type TokenRefusal } from './token-refusal.js';

/** The header that carries the gateway's signed statement of who is asking. */
export const internalTokenHeader = 'x-hub-internal';

const lifeSeconds = 30;
const clockToleranceSeconds = 5;
const issuer = 'hub:gateway';

const permissionList = z.array(z.string()).transform((names) => new Set<Permission>(names.filter(isPermission)));

const grantsClaim = z.object({
  version: z.int(),
  roleIds: z.array(z.guid()),
  projects: z.array(z.tuple([z.guid(), permissionList])).transform((held) => new Map(held)),
});

const clientClaim = z.object({ userAgent: z.string().nullable(), address: z.string().nullable() });
const actorClaim = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous'), refusal: z.enum(tokenRefusals).optional() }),
  z.object({
    kind: z.literal('user'),
    accountId: z.uuid(),
    teamId: z.uuid(),
    membershipId: z.uuid(),
    sessionId: z.uuid(),
    role: z.enum(roles),
    permissions: permissionList,
    grants: grantsClaim.optional(),
    plan: z.enum(plans),
  }),
  z.object({
    kind: z.literal('superAdmin'),
    accountId: z.uuid(),
    teamId: z.uuid(),
    sessionId: z.uuid(),
    permissions: permissionList,
    plan: z.enum(plans),
  }),
  z.object({
    kind: z.literal('partner'),
    clientId: z.string(),
    teamId: z.uuid(),
    permissions: permissionList,
    plan: z.enum(plans),
  }),
]);

/** What a token is signed for: one actor, one subgraph, one request body. */
export interface InternalTokenOptions {
  actor: Actor;
  /** Default: no client that is known. */
  client?: ClientInfo;
  /** The subgraph that may accept the token; another one refuses it. */
  audience: SubgraphName;
  /** The exact request body: a token moved to another body is refused. */
  body: string;
  /** The secret shared by the gateway and this one subgraph, 32 bytes or more. */
  secret: Uint8Array;
}

/**
 * Signs who is asking, for one subgraph and one request body, for 30 seconds.
 * A system actor cannot be forwarded: work without a person does not come through the gateway.
 */
export async function signInternalToken(options: InternalTokenOptions): Promise<string> {
  const { actor, client = noClient, audience, body, secret } = options;
  if (actor.kind === 'system') throw new HubError('FORBIDDEN', 'System work is not forwarded to subgraphs.');
  return new SignJWT({ actor: serialise(actor), client, bh: bodyHash(body) })
    .setProtectedHeader({ alg: 'HS256', typ: 'hub-internal+jwt' })
    .setIssuer(issuer)
    .setAudience(`hub:${audience}`)
    .setIssuedAt()
    .setExpirationTime(`${lifeSeconds}s`)
    .sign(secret);
}

/** What a token of a plain request is signed for in place of a body: no JSON body can be this text. */
export function signedTarget(target: string): string {
  return `GET ${target}`;
}

/** What a subgraph checks a token against. */
export interface VerifyInternalTokenOptions {
  token: string | undefined;
  audience: SubgraphName;
  body: string;
  secret: Uint8Array;
}

/** Who asks, as the gateway says. */
export interface InternalRequest {
  readonly actor: Actor;
  readonly client: ClientInfo;
}

/**
 * The actor a token speaks for, and the program they use.
 *
 * @throws HubError `UNAUTHENTICATED`, always with the same text, when the token is missing, for
 * another subgraph, for another body, expired, or signed by anyone else.
 */
export async function verifyInternalToken(options: VerifyInternalTokenOptions): Promise<InternalRequest> {
  const { token, audience, body, secret } = options;
  try {
    const { payload } = await jwtVerify(token ?? '', secret, {
      algorithms: ['HS256'],
      typ: 'hub-internal+jwt',
      issuer,
      audience: `hub:${audience}`,
      requiredClaims: ['iat', 'exp', 'actor', 'bh'],
      maxTokenAge: `${lifeSeconds}s`,
      clockTolerance: clockToleranceSeconds,
    });
    if (payload['bh'] !== bodyHash(body)) throw new Error('The token was signed for another body.');
    const actor = actorClaim.parse(payload['actor']);
    return { actor: actor.kind === 'anonymous' ? nobody(actor) : actor, client: clientClaim.parse(payload['client']) };
  } catch (cause) {
    throw new HubError('UNAUTHENTICATED', 'Only the gateway may call a subgraph.', { cause });
  }
}

function nobody({ refusal }: { refusal?: TokenRefusal | undefined }): Actor {
  return refusal === undefined ? anonymous : anonymousBecause(refusal);
}

function serialise(actor: Exclude<Actor, { kind: 'system' }>): object {
  if (actor.kind === 'anonymous') return actor;
  const told = { ...actor, permissions: [...actor.permissions] };
  if (actor.kind !== 'user' || actor.grants === undefined) return told;
  const projects = [...actor.grants.projects].map(([id, held]) => [id, [...held]]);
  return { ...told, grants: { ...actor.grants, projects } };
}

function bodyHash(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}
