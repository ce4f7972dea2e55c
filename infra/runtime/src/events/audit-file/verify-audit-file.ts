import type { JSONWebKeySet } from 'jose';
import { hashOfLink, isContentOf, isErased } from '../archive/chain-links.js';
import { contentOf, linkOf, readLine, type AuditLine, type Header, type Sealed } from './audit-lines.js';
import { readSeal } from './audit-seal.js';

/** Kinds of what can be wrong with a file. */
export type AuditProblemKind =
  /** The line is none that an export writes. */
  | 'FORM'
  /** The first line does not say whose log it is and where it begins. */
  | 'HEADER'
  /** Places are missing, come twice or are out of order. */
  | 'GAP'
  /** The event, or the one before it, is not the one that was recorded. */
  | 'LINK'
  /** What the event tells is not what was recorded. */
  | 'BODY'
  /** The event was emptied after the file was written. */
  | 'EMPTIED'
  /** Nobody whose key is known has signed the file. */
  | 'SEAL'
  /** The log begins or ends elsewhere than was signed. */
  | 'END';

export interface AuditProblem {
  readonly kind: AuditProblemKind;
  /** Number of the line, from 1. */
  readonly line: number;
  /** Place of the event in the log; null for what is no event. */
  readonly sequence: string | null;
}

/** What came of checking a file. */
export interface AuditVerdict {
  readonly teamId: string | null;
  readonly eventCount: number;
  /** What was signed; null without a seal that one of the keys has made. */
  readonly sealed: Sealed | null;
  /** Empty when the file is what was written. */
  readonly problems: readonly AuditProblem[];
}

/**
 * Checks a file with nothing but itself and the public keys: each event against its hash, each link against the one before
 * it, and both ends against what was signed. It goes on behind a problem, from what the file says there.
 */
export async function verifyAuditFile(lines: AsyncIterable<string>, keys: JSONWebKeySet): Promise<AuditVerdict> {
  const walk = createWalk();
  for await (const text of lines) walk.add(text);
  const { header, last, seal, erased, problems, lineCount, eventCount } = walk.end();
  const said = seal === null ? null : await readSeal(seal.text, keys);
  const atEnd = { line: seal?.line ?? lineCount, sequence: null };
  if (said === null) problems.push({ kind: 'SEAL', ...atEnd });
  else {
    const isWhole =
      header !== null &&
      said.teamId === header.teamId &&
      isSame(said.from, header.from) &&
      isSame(said.to, last ?? header.from);
    if (!isWhole) problems.push({ kind: 'END', line: atEnd.line, sequence: last?.sequence ?? null });
    for (const { line, sequence } of erased)
      if (!said.erased.some(([first, final]) => BigInt(first) <= BigInt(sequence) && BigInt(sequence) <= BigInt(final)))
        problems.push({ kind: 'EMPTIED', line, sequence });
  }
  return { teamId: header?.teamId ?? null, eventCount, sealed: said, problems };
}

interface Place {
  readonly sequence: string;
  readonly hash: string;
}

function isSame(one: Place, other: Place): boolean {
  return one.sequence === other.sequence && one.hash === other.hash;
}

/** Goes through the lines and gathers what is wrong with each. Long because its steps share how far it is. */
function createWalk() {
  const problems: AuditProblem[] = [];
  const erased: { line: number; sequence: string }[] = [];
  let header: Header | null = null;
  let last: Place | null = null;
  let seal: { text: string; line: number } | null = null;
  let line = 0;
  let eventCount = 0;

  function addEvent(event: AuditLine): void {
    eventCount += 1;
    const { sequence, hash } = event;
    const note = (kind: AuditProblemKind) => problems.push({ kind, line, sequence });
    if (seal !== null) note('FORM');
    if (header !== null) {
      const before = last ?? header.from;
      if (BigInt(sequence) !== BigInt(before.sequence) + 1n) note('GAP');
      if (hashOfLink(before.hash, linkOf(header.teamId, event)) !== hash) note('LINK');
    }
    const content = contentOf(event);
    if (isErased(content)) erased.push({ line, sequence });
    else if (!isContentOf(linkOf(header?.teamId ?? '', event), content)) note('BODY');
    last = { sequence, hash };
  }

  return {
    add(text: string): void {
      line += 1;
      const found = readLine(text);
      if (line === 1) {
        if (found !== null && 'header' in found) header = found.header;
        else problems.push({ kind: 'HEADER', line, sequence: null });
        if (header !== null) return;
      }
      if (found !== null && 'event' in found) addEvent(found.event);
      else if (found !== null && 'seal' in found && seal === null) seal = { text: found.seal, line };
      else problems.push({ kind: 'FORM', line, sequence: null });
    },
    end: () => ({ header, last, seal, erased, problems, lineCount: line, eventCount }),
  };
}
