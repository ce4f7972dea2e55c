import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readSigningKey } from '@hub/runtime/auth';
import { auditFileLines, signSeal, type AuditLine } from '@hub/runtime/events';
import pg from 'pg';
import { findTeam } from '../erasure/erased-rows.repository.js';
import { UsageError } from '../usage-error.js';
import { actAsKeeperOfEvents, findAnchor, findLines } from './audit-log.repository.js';

/** What an export is made with. */
export interface AuditExport {
  /** Slug or id of the team; null for what concerns no team. */
  readonly team: string | null;
  readonly file: string;
  /** Address of the database, as its owner. */
  readonly databaseUrl: string;
  /** The private key of identity, which signs the file. */
  readonly signingKey: string;
  readonly now: () => Date;
}

const sliceMax = 1_000;
/** Under this id stands what concerns no team: what super-admins are granted, public tenders, sign-ups. */
const platformId = '00000000-0000-0000-0000-000000000000';

/**
 * Writes the audit log of a team or of the platform, as far as it is in the database, into a file that proves itself. There is a file only
 * when it is whole.
 * @throws UsageError when there is no such team.
 */
export async function exportAudit({ team, file, databaseUrl, signingKey, now }: AuditExport): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  const part = `${file}.part`;
  try {
    await client.connect();
    const teamId = team === null ? platformId : await findTeam(client, team);
    if (teamId === null) throw new UsageError(`There is no team with the slug or id ${team}.`);
    await client.query('begin isolation level repeatable read read only');
    const lines = auditLines(client, { teamId, signingKey, at: now() });
    await pipeline(Readable.from(withEnds(lines)), createWriteStream(part));
    await client.query('commit');
    await rename(part, file);
  } finally {
    await client.end();
    await rm(part, { force: true });
  }
}

/** Lines of the audit log of a team, signed, without their ends. In an open transaction that reads as one snapshot. */
export async function* auditLines(
  client: pg.Client,
  { teamId, signingKey, at }: { teamId: string; signingKey: string; at: Date },
): AsyncGenerator<string> {
  const key = await readSigningKey(signingKey);
  await actAsKeeperOfEvents(client);
  const from = await findAnchor(client, teamId);
  const events = walk(client, teamId, from.sequence.toString());
  yield* auditFileLines({ ...{ teamId, from, events, writtenAt: at }, seal: (what) => signSeal(key, what) });
}

async function* walk(client: pg.Client, teamId: string, from: string): AsyncGenerator<AuditLine> {
  let after = from;
  while (true) {
    const lines = await findLines(client, { teamId, after, limit: sliceMax });
    yield* lines;
    const last = lines.at(-1);
    if (last === undefined || lines.length < sliceMax) return;
    after = last.sequence;
  }
}

async function* withEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
