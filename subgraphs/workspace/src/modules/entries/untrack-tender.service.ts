import type { Entry } from '@hub/prisma/client';
import { encodeId, conflictWith, notFound, type Conflict, type NotFound } from '@hub/runtime/graphql';
import { entryUntracked, recordEvent } from '@hub/runtime/events';
import { enqueue } from '@hub/runtime/jobs';
import type { Context } from '../../context.js';
import type { UntrackTender } from './entry-input.js';
import { factsOf, noEntry } from './entry-results.js';
import { tenderIdOf } from './entry-tender.js';
import * as entries from './entry.repository.js';
import { scoreTender, scoringQueueOf } from './score-tender.js';

interface Untracked {
  readonly __typename: 'UntrackTenderSuccess';
  readonly deletedId: string;
  readonly tender: { readonly id: string };
}

type Result = Untracked | NotFound | Conflict<'EntryConflict', Entry>;

/** Deletes an entry if it still has the version in which it was seen. */
export async function untrackTender({ database, loaders }: Context, input: UntrackTender): Promise<Result> {
  const { id } = input;
  const result = await database.write(async (tx): Promise<Result> => {
    // Locked, so that what the event tells is what this change found.
    const entry = await entries.lockEntry(tx, id);
    if (entry === null) return notFound(noEntry);
    if (!(await entries.deleteEntry(tx, input))) return conflictWith('EntryConflict', 'entry', entry);
    await recordEvent(tx, entryUntracked, { subjectId: id, body: factsOf(entry) });
    const tenderId = tenderIdOf(entry);
    // The same job: it forgets the score of what is tracked no more.
    await enqueue(tx, scoreTender, { tenderId }, { key: tenderId, queue: scoringQueueOf(entry.teamId) });
    return { __typename: 'UntrackTenderSuccess', deletedId: encodeId('Entry', id), tender: { id: tenderId } };
  });
  if ('tender' in result) {
    loaders.entry.clear(id);
    loaders.entryByTender.clear(result.tender.id);
  }
  return result;
}
