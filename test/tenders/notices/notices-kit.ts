import { settledEvents } from '../../kit/settled-events.js';
import type { TestHub } from '../../kit/hub.js';
import type { TestUser } from '../../kit/people.js';

/** What a person was told. */
export interface Told {
  readonly type: string;
  readonly priority: string;
  readonly title: string;
  readonly body: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
}

/** What a person was told, as they see it, oldest first. */
export async function toldTo({ ask }: Pick<TestHub, 'ask'>, as: TestUser): Promise<Told[]> {
  const query = '{ me { notifications(first: 100) { nodes { type priority title body subjectType subjectId } } } }';
  const { data } = await ask(query, { as });
  return Object(Object(Object(data)['me'])['notifications'])['nodes'].toReversed();
}

/** Waits until every event was read. Readers that tell people begin with the events that are still to come. */
export async function readingFrom(hub: TestHub): Promise<() => Promise<void>> {
  const settled = settledEvents(hub.database);
  await settled();
  return settled;
}

/** Makes an entry as a team that tracks a tender has it. */
export async function track(
  { database }: TestHub,
  entry: { by: TestUser; assignee?: TestUser; tenderRow: string; isOwn?: boolean; createdAt?: string; status?: string },
): Promise<void> {
  const { by, assignee, tenderRow, isOwn = false, createdAt = '2026-01-01T00:00:00Z', status = 'PENDING' } = entry;
  await database.sql(
    `insert into workspace.entry (team_id, ${isOwn ? 'team_tender_id' : 'tender_id'}, status, assignee_membership_id, created_by_membership_id, created_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [by.actor.teamId, tenderRow, status, assignee?.actor.membershipId ?? null, by.actor.membershipId, createdAt],
  );
}
