import type { ChainHead } from '../archive/chain-links.js';
import { erasedRuns, placeOf, textOf, type AuditLine, type Sealed } from './audit-lines.js';

/** What a file is written of. */
export interface AuditFileOptions {
  readonly teamId: string;
  /** Behind which link the log begins. */
  readonly from: ChainHead;
  /** The events, in order and without gaps. */
  readonly events: AsyncIterable<AuditLine>;
  /** Signs what the file holds, or throws where that is not what was to be written. */
  readonly seal: (what: Sealed) => Promise<string>;
  readonly writtenAt: Date;
}

/**
 * The lines of an audit file, without their line ends: a header, each event with its link to the one before, and a seal.
 * Whoever has the public key can check that nothing in it was changed, swapped, removed, inserted or cut off.
 */
export async function* auditFileLines(options: AuditFileOptions): AsyncGenerator<string> {
  const { teamId, from, events, seal, writtenAt } = options;
  const start = placeOf(from);
  yield textOf({ auditLog: 1, teamId, from: start });
  const erased = erasedRuns();
  let to = start;
  for await (const event of events) {
    erased.add(event);
    to = { sequence: event.sequence, hash: event.hash };
    yield textOf(event);
  }
  const what = { teamId, from: start, to, erased: erased.runs(), writtenAt: writtenAt.toISOString() };
  yield textOf({ seal: await seal(what) });
}
