import { createHash } from 'node:crypto';
import { z } from 'zod';

const whole = z.string().regex(/^\d+$/u).transform(BigInt);
const bytes = z.string().regex(/^(?:[0-9a-f]{2})*$/u);

const linkLine = z.object({
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
const bodyLine = z.object({
  position: whole,
  salt: bytes.nullable(),
  body: z.string().nullable(),
  context: z.string().nullable(),
});

const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Checks the two files of a month line by line: positions without gaps, each link over the one before it of its team, each
 * body against its hash. A chain that began before the month is followed from its first link here.
 */
export function chainProof() {
  const heads = new Map<string, { sequence: bigint; hash: string }>();
  let first: bigint | null = null;
  let last: bigint | null = null;
  return {
    /** @throws Error naming the position that is wrong. */
    add(link: string, body: string): void {
      const event = linkLine.parse(JSON.parse(link));
      const content = bodyLine.parse(JSON.parse(body));
      const { position, teamId, sequence, hash } = event;
      if (content.position !== position || (last !== null && position !== last + 1n))
        throw broken(position, 'is not the next one');
      first ??= position;
      last = position;
      const before = heads.get(teamId) ?? (sequence === 1n ? { sequence: 0n, hash: seedOf(teamId) } : null);
      if (before !== null && (sequence !== before.sequence + 1n || hash !== linked(before.hash, event)))
        throw broken(position, 'does not follow from the one before it');
      heads.set(teamId, { sequence, hash });
      if (!isErased(content) && hashOf(content) !== event.bodyHash) throw broken(position, 'has another body');
    },
    ends: () => ({ first, last }),
  };
}

function broken(position: bigint, what: string): Error {
  return new Error(`The event at position ${position} ${what}.`);
}

type Content = z.output<typeof bodyLine>;

function isErased({ salt, body, context }: Content): boolean {
  return salt === null && body === null && context === null;
}

// As events.hash_of_body, events.digest and events.link of the database.
function hashOf({ salt, body, context }: Content): string {
  return sha256([Buffer.from(salt ?? '', 'hex'), body ?? '', zero, context ?? '']);
}

function linked(before: string, event: z.output<typeof linkLine>): string {
  const digest = sha256([
    int8(event.position),
    int8(event.sealedAt),
    uuid(event.teamId),
    int8(event.sequence),
    uuid(event.id),
    ...[event.type, zero, event.subjectId ?? '', zero],
    uuid(event.actorId ?? nobody),
    ...[event.persons.join(','), zero, event.writtenBy, zero],
    int8(event.writtenAt),
    Buffer.from(event.bodyHash, 'hex'),
  ]);
  return sha256([Buffer.from(before, 'hex'), Buffer.from(digest, 'hex')]);
}

const zero = Buffer.from([0]);

function seedOf(teamId: string): string {
  return sha256([uuid(teamId)]);
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

function uuid(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', ''), 'hex');
}
