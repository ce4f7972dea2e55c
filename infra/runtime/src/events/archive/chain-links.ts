import { createHash } from 'node:crypto';
import { z } from 'zod';
import { bytesOfUuid } from '../../values/values.js';

const whole = z.string().regex(/^\d+$/u).transform(BigInt);
const bytes = z.string().regex(/^(?:[0-9a-f]{2})*$/u);

/** All of an event but what an erasure empties, with the hashes that stand for it. Instants are microseconds. */
export const linkLine = z.object({
  position: whole,
  sealedAt: whole,
  teamId: z.guid(),
  sequence: whole,
  id: z.guid(),
  type: z.string(),
  subjectId: z.string().nullable(),
  actorId: z.guid().nullable(),
  persons: z.array(z.guid()),
  writtenBy: z.string(),
  writtenAt: whole,
  bodyHash: bytes,
  hash: bytes,
});
export type Link = z.output<typeof linkLine>;

/** What an erasure empties. */
export const bodyLine = z.object({
  position: whole,
  salt: bytes.nullable(),
  body: z.string().nullable(),
  context: z.string().nullable(),
});
export type Content = z.output<typeof bodyLine>;

/** The last link of a chain so far. */
export interface ChainHead {
  readonly sequence: bigint;
  /** In hexadecimal. */
  readonly hash: string;
}

const nobody = '00000000-0000-0000-0000-000000000000';
const zero = Buffer.from([0]);

/**
 * Follows the chains of teams, each from its head, or from its beginning where it has none: an event is either the next one
 * of its team or a break.
 */
export function followChains(from: ReadonlyMap<string, ChainHead>) {
  const heads = new Map(from);
  return {
    /** @throws Error naming the position of an event that is not the next one of its team. */
    follow(event: Link): void {
      const { position, teamId, sequence, hash } = event;
      const before = heads.get(teamId) ?? { sequence: 0n, hash: seedOf(teamId) };
      if (sequence !== before.sequence + 1n || hash !== hashOfLink(before.hash, event))
        throw brokenAt(position, 'does not follow from the one before it');
      heads.set(teamId, { sequence, hash });
    },
    /** Where the chains go on. */
    heads: (): ReadonlyMap<string, ChainHead> => heads,
  };
}

export function brokenAt(position: bigint, what: string): Error {
  return new Error(`The event at position ${position} ${what}.`);
}

/** True when all that an erasure empties is empty. */
export function isErased({ salt, body, context }: Content): boolean {
  return salt === null && body === null && context === null;
}

/** True for the content that a link was made over, and for one that was erased. */
export function isContentOf(link: Link, content: Content): boolean {
  return isErased(content) || hashOfContent(content) === link.bodyHash;
}

/** As events.hash_of_body of the database. */
export function hashOfContent({ salt, body, context }: Content): string {
  return sha256([Buffer.from(salt ?? '', 'hex'), body ?? '', zero, context ?? '']);
}

/** As events.link over events.digest of the database. */
export function hashOfLink(before: string, event: Link): string {
  const digest = sha256([
    int8(event.position),
    int8(event.sealedAt),
    bytesOfUuid(event.teamId),
    int8(event.sequence),
    bytesOfUuid(event.id),
    ...[event.type, zero, event.subjectId ?? '', zero],
    bytesOfUuid(event.actorId ?? nobody),
    ...[event.persons.join(','), zero, event.writtenBy, zero],
    int8(event.writtenAt),
    Buffer.from(event.bodyHash, 'hex'),
  ]);
  return sha256([Buffer.from(before, 'hex'), Buffer.from(digest, 'hex')]);
}

/** As events.seed_of of the database: what the first link of a team is made over. */
export function seedOf(teamId: string): string {
  return sha256([bytesOfUuid(teamId)]);
}

function sha256(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function int8(value: bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64BE(value);
  return buffer;
}
