import type { TeamSource } from '@hub/prisma/client';
import { currentTeam, lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import { z } from 'zod';
import { pollTeamSourceAddress } from '../jobs/addresses.js';

/** What a person sets up. `credentials` is encrypted already. */
export interface TeamSourceFields {
  readonly name: string;
  readonly url: string;
  readonly mapping: string;
  readonly timeZone: string;
  readonly requestsPerHour: number;
  readonly pollIntervalSeconds: number;
  readonly isEnabled: boolean;
  readonly credentials: string | null;
}

export function findTeamSources(db: ReadClient, page: { after: string | null; take: number }): Promise<TeamSource[]> {
  return db.teamSource.findMany({
    where: page.after === null ? {} : { id: { gt: page.after } },
    orderBy: { id: 'asc' },
    take: page.take,
  });
}

export function findTeamSourcesByIds(db: ReadClient, ids: readonly string[]): Promise<TeamSource[]> {
  return db.teamSource.findMany({ where: { id: { in: [...ids] } } });
}

export function findTeamSource(db: ReadClient | TeamTransaction, id: string): Promise<TeamSource | null> {
  return db.teamSource.findFirst({ where: { id } });
}

/** {@link findTeamSource}, which nobody else changes until the transaction ends. */
export async function lockTeamSource(tx: TeamTransaction, id: string): Promise<TeamSource | null> {
  await tx.$queryRaw`select from tenders.team_source where id = ${id}::uuid for no key update`;
  return findTeamSource(tx, id);
}

export function countTeamSources(tx: ReadClient | TeamTransaction): Promise<number> {
  return tx.teamSource.count();
}

/** Makes sources of one team wait for each other's adding, so that a limit cannot be passed by adding two at once. */
export async function lockTeamSources(tx: TeamTransaction, teamId: string): Promise<void> {
  await lockUntilCommit(tx, `team_source:${teamId}`);
}

const queueStates = z.enum(['FREE', 'RUNNING', 'HELD_BY_THE_DEAD', 'NO_WORKER']);

/** Why the jobs of a queue do not run now; null when nothing is known to hold them up. */
export async function findPollDelay(tx: TeamTransaction, queue: string): Promise<'NO_WORKER' | 'WORKER_LOST' | null> {
  const [row] = await tx.$queryRaw<{ state: unknown }[]>`select app.job_queue_state(${queue}) as state`;
  const state = queueStates.parse(row?.state);
  if (state === 'HELD_BY_THE_DEAD') return 'WORKER_LOST';
  return state === 'NO_WORKER' ? state : null;
}

/** Whether somebody has asked for a poll that is due and has not begun. */
export async function isPollDue(tx: TeamTransaction, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isDue: boolean }[]>`
    select app.is_job_due(${pollTeamSourceAddress.name}, ${id}, '{"isForced": true}') as "isDue"`;
  return row?.isDue ?? false;
}

/** Null when the team has a source of this name. */
export async function insertTeamSource(
  tx: TeamTransaction,
  source: TeamSourceFields & {
    id: string;
    teamId: string;
    kind: string;
    byMembershipId: string | null;
    nextPollAt: Date | null;
  },
): Promise<TeamSource | null> {
  const { byMembershipId, mapping, ...fields } = source;
  const added = await tx.teamSource.createManyAndReturn({
    data: [
      {
        ...fields,
        mapping: JSON.parse(mapping),
        createdByMembershipId: byMembershipId,
        updatedByMembershipId: byMembershipId,
      },
    ],
    skipDuplicates: true,
  });
  return added[0] ?? null;
}

/** Changes a source that still has the version given; what was known of its pages is forgotten. Null when it has another. */
export async function changeTeamSource(
  tx: TeamTransaction,
  change: {
    id: string;
    expectedVersion: number;
    fields: Partial<TeamSourceFields>;
    nextPollAt: Date | null;
    byMembershipId: string | null;
  },
): Promise<TeamSource | null> {
  const { mapping, credentials, ...fields } = change.fields;
  const changed = await tx.teamSource.updateManyAndReturn({
    where: { id: change.id, version: change.expectedVersion },
    data: {
      ...fields,
      ...(mapping !== undefined && { mapping: JSON.parse(mapping) }),
      ...(credentials !== undefined && { credentials, credentialsVersion: { increment: 1 } }),
      etag: null,
      lastModified: null,
      nextPollAt: change.nextPollAt,
      updatedByMembershipId: change.byMembershipId,
      version: { increment: 1 },
    },
  });
  return changed[0] ?? null;
}

/** Entries of the team of what came through a source. */
export async function countEntriesOfSource(tx: TeamTransaction, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count
    from tenders.team_tender o join workspace.entry e on e.team_id = o.team_id and e.team_tender_id = o.id
    where o.team_id = ${currentTeam()} and o.team_source_id = ${id}::uuid`;
  return row?.count ?? 0;
}

/** Removes a source with everything that came through it. False when there is none. */
export async function deleteTeamSource(tx: TeamTransaction, id: string): Promise<boolean> {
  const { count } = await tx.teamSource.deleteMany({ where: { id } });
  return count === 1;
}
