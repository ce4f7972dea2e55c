import type { Project } from '@hub/prisma/client';
import type { Context } from '../../context.js';
import { healthOf, type Health } from '../../pursuit-health/health.js';

/** How a pursuit stands at this moment; null for other work, and for what is closed. */
export async function healthOfProject(
  { loaders, now }: Pick<Context, 'loaders' | 'now'>,
  project: Project,
): Promise<Health | null> {
  const { stage, status } = project;
  if (stage === null || (status !== 'ACTIVE' && status !== 'ON_HOLD')) return null;
  const tender = await loaders.tenderState.load(project.id);
  return healthOf(
    {
      stage,
      status,
      closingAt: tender?.closingAt ?? null,
      winProbability: project.winProbability,
      hasCaptureManager: project.captureManagerMembershipId !== null,
      hasProposalManager: project.proposalManagerMembershipId !== null,
      updatedAt: project.updatedAt,
      unseenMaterialChanges: tender?.unseenMaterialChanges ?? 0,
      isReopened: tender?.isReopened ?? false,
      overdueTasks: tender?.overdueTasks ?? 0,
    },
    now(),
  );
}
