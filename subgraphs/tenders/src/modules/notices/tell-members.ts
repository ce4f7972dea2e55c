import type { TeamTransaction } from '@hub/runtime/database';
import { mentioned, notice, notify } from '@hub/runtime/notifications';
import type { Happened } from './tell-team.js';
import { findCommented } from './work.repository.js';

/** Tells whom a comment newly mentions, each once for a comment. One that is gone tells nobody. */
export async function tellMentioned(
  tx: TeamTransaction,
  { subjectId, at }: Happened,
  body: { readonly mentioned: readonly string[] },
): Promise<void> {
  if (body.mentioned.length === 0) return;
  const comment = await findCommented(tx, subjectId);
  if (comment === null) return;
  const to = body.mentioned.filter((id) => id !== comment.authorId);
  const about = { to, subjectId, key: `mention:${subjectId}` };
  await notify(tx, [notice(mentioned, { about: comment.about.slice(0, 500) }, about)], at);
}
