import type { TeamSource } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { invalidField } from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import type { Context } from '../../../context.js';
import { pollTeamSourceAddress, queueOf } from '../jobs/addresses.js';
import { sealCredentials, type Credentials } from './credentials/credentials.js';

/** What a mutation of a source answers when it went well. */
export interface Changed<Name extends string> {
  readonly __typename: Name;
  readonly source: TeamSource;
}

export const nameTaken = invalidField(
  'name',
  'Your team has a source of this name already. Choose another name.',
  'NAME_TAKEN',
);

/** Queues a poll that somebody waits for. */
export async function queuePoll(tx: TeamTransaction, id: string, { isForced }: { isForced: boolean }): Promise<void> {
  const options = { key: id, queue: queueOf(id), lane: 'interactive' } as const;
  await enqueue(tx, pollTeamSourceAddress, { teamSourceId: id, isForced }, options);
}

/** Credentials as they are stored: encrypted for this one row. */
export function sealedFor(
  { polling }: Context,
  credentials: Credentials | null,
  row: { teamId: string; id: string },
): string | null {
  return credentials === null ? null : sealCredentials(polling.cipher, credentials, row);
}
