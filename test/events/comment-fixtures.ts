import { decodeId } from '@hub/runtime/graphql';
import type { TestUser } from '../kit/people.js';
import type { World } from '../kit/world.js';
import { asMember, idOf, somebody, type MutationFixture } from './fixture-kit.js';

async function commentOf(world: World, author: TestUser, isDeleted: boolean): Promise<string> {
  const project = decodeId('Project', world.own.ids['Project'] ?? '');
  const sql = `insert into workspace.comment (team_id, project_id, text, created_by_membership_id, deleted_at)
    values ($1, $2, 'Who drives?', $3, case when $4 then now() end) returning id`;
  return idOf(world, 'Comment', sql, [world.own.team.id, project, author.actor.membershipId, isDeleted]);
}

const asAuthor =
  (inputOf: (id: string) => Record<string, unknown>, isDeleted = false) =>
  async (world: World) => {
    const as = await somebody(world);
    return { as, input: inputOf(await commentOf(world, as, isDeleted)) };
  };

/** Mutations of comments. */
export const commentFixtures: Readonly<Record<string, MutationFixture>> = {
  createComment: {
    event: 'workspace.comment_created',
    answers: 'CreateCommentSuccess',
    arrange: asMember(async ({ own }) => ({ projectId: own.ids['Project'], text: 'Who drives?' })),
  },
  updateComment: {
    event: 'workspace.comment_updated',
    answers: 'UpdateCommentSuccess',
    arrange: asAuthor((id) => ({ id, expectedVersion: 1, text: 'I drive.' })),
  },
  deleteComment: {
    event: 'workspace.comment_deleted',
    answers: 'DeleteCommentSuccess',
    arrange: asAuthor((id) => ({ id, expectedVersion: 1 })),
  },
  restoreComment: {
    event: 'workspace.comment_restored',
    answers: 'RestoreCommentSuccess',
    arrange: asAuthor((id) => ({ id }), true),
  },
};
