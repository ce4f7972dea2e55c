import { projectClosed } from '@hub/runtime/events';
import type { InvalidInput, NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { findStep } from '../../project-stages/index.js';
import { changingProject, type OpenChange } from './change-project.service.js';
import { fieldsAfter, keepStep, noStep, refusalOf } from './move-project.service.js';
import type { CloseProject } from './project-input.js';
import { tellOfProject, type ProjectChanged, type ProjectConflict, type TransitionRefused } from './project-results.js';

type Result = ProjectChanged<'CloseProjectSuccess'> | InvalidInput | NotFound | ProjectConflict | TransitionRefused;

const steps = {
  WON: { toStage: 'AWARDED' },
  LOST: { toStage: 'LOST' },
  CANCELLED: { toStatus: 'CANCELLED' },
} as const;

/** Closes a pursuit with its outcome. */
export function closeProject(context: Context, input: CloseProject): Promise<Result> {
  const { result, price, winner = null, reasons = null } = input;
  const work = async ({ tx, current, write }: OpenChange): Promise<Result> => {
    const transition = findStep(current, steps[result]);
    const refused = refusalOf(current, transition, 'CLOSE');
    if (refused !== null || transition === undefined) return refused ?? noStep(current);
    const project = await write({
      ...fieldsAfter(current, transition),
      outcome: result,
      outcomePriceAmount: price?.amount ?? null,
      outcomePriceCurrency: price?.currency ?? null,
      outcomeWinner: winner,
      outcomeReasons: reasons,
      closedAt: context.now(),
    });
    await keepStep(context, tx, { before: current, after: project, reason: reasons?.slice(0, 2_000) ?? null });
    await tellOfProject(tx, projectClosed, { before: current, after: project, reason: reasons });
    return { __typename: 'CloseProjectSuccess', project };
  };
  return changingProject<Result>(context, input, work, 'project:decide');
}
