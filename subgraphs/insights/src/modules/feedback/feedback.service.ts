import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { changesBetween, feedbackGiven, feedbackWithdrawn, recordEvent } from '@hub/runtime/events';
import { notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { findExistingIds } from '../tender-facts/tender-facts.repository.js';
import type { GiveTenderFeedback, WithdrawTenderFeedback } from './feedback-input.js';
import * as feedback from './feedback.repository.js';

interface Changed<Name extends string> {
  readonly __typename: Name;
  readonly tender: { readonly id: string };
}
type GiveResult = Changed<'GiveTenderFeedbackSuccess'> | InvalidInput | NotFound;
type WithdrawResult = Changed<'WithdrawTenderFeedbackSuccess'> | InvalidInput | NotFound;

const fields = ['verdict', 'reason'] as const;
const noTeamMessage = 'Only a team can give feedback.';

/** Keeps what the team makes of a tender. The ranking reads it; saying the same again changes nothing. */
export async function giveTenderFeedback(
  { actor, database, loaders, now }: Context,
  { tenderId, verdict, reason: about }: GiveTenderFeedback,
): Promise<GiveResult> {
  const teamId = requireTeam(actor, noTeamMessage);
  const reason = about ?? null;
  const known = await database.readPublic((db) => findExistingIds(db, [tenderId]));
  if (!known.has(tenderId)) return notFound('There is no tender with this id.', 'tenderId');
  await database.write(async (tx) => {
    const before = await feedback.lockFeedback(tx, { teamId, tenderId });
    if (before?.verdict === verdict && before.reason === reason) return;
    const said = { verdict, reason, givenByMembershipId: membershipOf(actor), givenAt: now() };
    const after = await feedback.upsertFeedback(tx, { teamId, tenderId, ...said });
    await recordEvent(tx, feedbackGiven, {
      subjectId: tenderId,
      body: { changes: changesBetween(fields, before, after) },
    });
  });
  loaders.feedback.clear(tenderId);
  return { __typename: 'GiveTenderFeedbackSuccess', tender: { id: tenderId } };
}

/** Takes back what the team said of a tender. */
export async function withdrawTenderFeedback(
  { actor, database, loaders }: Context,
  { tenderId }: WithdrawTenderFeedback,
): Promise<WithdrawResult> {
  const teamId = requireTeam(actor, noTeamMessage);
  const isWithdrawn = await database.write(async (tx) => {
    const before = await feedback.lockFeedback(tx, { teamId, tenderId });
    if (before === null) return false;
    await feedback.deleteFeedback(tx, tenderId);
    await recordEvent(tx, feedbackWithdrawn, {
      subjectId: tenderId,
      body: { changes: changesBetween(fields, before, null) },
    });
    return true;
  });
  if (!isWithdrawn) return notFound('Your team has given no feedback on a tender with this id.', 'tenderId');
  loaders.feedback.clear(tenderId);
  return { __typename: 'WithdrawTenderFeedbackSuccess', tender: { id: tenderId } };
}
