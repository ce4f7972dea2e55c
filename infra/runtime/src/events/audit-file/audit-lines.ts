import { z } from 'zod';
import { isErased, type ChainHead, type Content, type Link } from '../archive/chain-links.js';

const whole = z.string().regex(/^(?:0|[1-9]\d*)$/u);
const bytes = z.string().regex(/^(?:[0-9a-f]{2})+$/u);
const place = z.strictObject({ sequence: whole, hash: bytes });

/** The first line: whose log it is, and behind which link it begins. */
const headerLine = z.strictObject({ auditLog: z.literal(1), teamId: z.guid(), from: place });
export type Header = z.output<typeof headerLine>;

/** An event with its link and with what an erasure empties. Instants are microseconds. */
const eventLine = z.strictObject({
  sequence: whole,
  position: whole,
  id: z.guid(),
  type: z.string(),
  subjectId: z.string().nullable(),
  actorId: z.guid().nullable(),
  persons: z.array(z.guid()),
  writtenBy: z.string(),
  writtenAt: whole,
  sealedAt: whole,
  salt: bytes.nullable(),
  body: z.string().nullable(),
  context: z.string().nullable(),
  bodyHash: bytes,
  hash: bytes,
});
export type AuditLine = z.output<typeof eventLine>;

/** The last line: a signature over where the log begins and ends. */
const sealLine = z.strictObject({ seal: z.string() });

/** What is signed. `erased` are the events that were empty when the file was written: first and last of each run. */
export const sealed = z.strictObject({
  teamId: z.guid(),
  from: place,
  to: place,
  erased: z.array(z.tuple([whole, whole])),
  writtenAt: z.iso.datetime(),
});
export type Sealed = z.output<typeof sealed>;

/** One line of a file. Its fields have one order and one spelling, so that there is one text for it and no other. */
export type FileLine = { readonly header: Header } | { readonly event: AuditLine } | { readonly seal: string };

export function textOf(line: Header | AuditLine | { readonly seal: string }): string {
  return JSON.stringify(line);
}

/** What a line holds; null for one that no export has written, down to its spelling. */
export function readLine(text: string): FileLine | null {
  const value = parsed(text);
  // Zod answers fields in the order of the schema: another order, a field twice or a blank too many is another text.
  const event = eventLine.safeParse(value).data;
  if (event !== undefined) return textOf(event) === text ? { event } : null;
  const header = headerLine.safeParse(value).data;
  if (header !== undefined) return textOf(header) === text ? { header } : null;
  const seal = sealLine.safeParse(value).data;
  return seal !== undefined && textOf(seal) === text ? { seal: seal.seal } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The link of an event of a team, as chains are followed by. */
export function linkOf(teamId: string, line: AuditLine): Link {
  const { position, sealedAt, sequence, writtenAt, salt: _salt, body: _body, context: _context, ...rest } = line;
  const numbers = {
    position: BigInt(position),
    sealedAt: BigInt(sealedAt),
    sequence: BigInt(sequence),
    writtenAt: BigInt(writtenAt),
  };
  return { ...rest, ...numbers, teamId };
}

/** What an erasure empties of an event. */
export function contentOf({ position, salt, body, context }: AuditLine): Content {
  return { position: BigInt(position), salt, body, context };
}

/** Gathers the events that are empty, as runs of their places. They come in order. */
export function erasedRuns() {
  const runs: [bigint, bigint][] = [];
  return {
    add(line: AuditLine): void {
      if (!isErased(contentOf(line))) return;
      const sequence = BigInt(line.sequence);
      const last = runs.at(-1);
      if (last !== undefined && last[1] === sequence - 1n) last[1] = sequence;
      else runs.push([sequence, sequence]);
    },
    runs: (): [string, string][] => runs.map(([first, last]) => [first.toString(), last.toString()]),
  };
}

export function placeOf({ sequence, hash }: ChainHead): z.output<typeof place> {
  return { sequence: sequence.toString(), hash };
}
