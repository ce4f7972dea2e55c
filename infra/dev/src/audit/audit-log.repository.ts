import type { AuditLine } from '@hub/runtime/events';
import type pg from 'pg';

/** Where a chain goes on: place and hash of a link. */
export interface Anchor {
  readonly sequence: bigint;
  readonly hash: string;
}

/** Takes on the rights of the role that keeps the stream, until the transaction ends. In an open transaction. */
export async function actAsKeeperOfEvents(client: pg.Client): Promise<void> {
  await client.query('set local role hub_events');
}

/** The last link of a team whose month left the database; the beginning of its chain where none did. */
export async function findAnchor(client: pg.Client, teamId: string): Promise<Anchor> {
  const { rows } = await client.query<{ sequence: string; hash: string }>(
    `select coalesce(a.sequence, 0)::text as sequence, encode(coalesce(a.hash, events.seed_of($1)), 'hex') as hash
     from (select 1) one left join events.anchor a on a.team_id = $1`,
    [teamId],
  );
  return { sequence: BigInt(rows[0]?.sequence ?? 0), hash: rows[0]?.hash ?? '' };
}

/** The next events of a team behind a place. */
export async function findLines(
  client: pg.Client,
  { teamId, after, limit }: { teamId: string; after: string; limit: number },
): Promise<AuditLine[]> {
  const { rows } = await client.query<AuditLine>(
    `select e.sequence::text, e.position::text, e.id, e.type, e.subject_id as "subjectId", e.actor_id as "actorId",
       e.persons::text[], e.written_by as "writtenBy",
       (extract(epoch from e.written_at) * 1000000)::bigint::text as "writtenAt",
       (extract(epoch from e.sealed_at) * 1000000)::bigint::text as "sealedAt",
       encode(e.salt, 'hex') as salt, e.body::text, e.context::text,
       encode(e.body_hash, 'hex') as "bodyHash", encode(e.hash, 'hex') as hash
     from events.event e where e.team_id = $1 and e.sequence > $2 order by e.sequence limit $3`,
    [teamId, after, limit],
  );
  return rows;
}
