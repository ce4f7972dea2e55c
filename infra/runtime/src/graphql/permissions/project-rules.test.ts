import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { anonymous, powersOf, type Actor } from '../../auth/auth.js';
import { guardResolvers } from './permission-map.js';
import { can, canIn, canSomewhere, isAnyone, refusalWithout } from './rules.js';

const id = (digit: number) => `0197f0a0-1111-7222-8333-44445555666${digit}`;
const [bridge, road] = [id(1), id(2)];
const schema = buildSubgraphSchema({
  typeDefs: parse(`
    type Query { motto: String }
    type Mutation { updateProject(projectId: ID!): String updateTask(id: ID!): String closeTeam: String }
  `),
});
const projectOfTask = new Map([
  ['bridge task', bridge],
  ['road task', road],
]);
const guarded = guardResolvers(
  schema,
  {
    Mutation: {
      updateProject: () => 'updated',
      updateTask: (_parent: unknown, { id: task }: { id: string }, { actor }: { actor: Actor }) => {
        const refusal = refusalWithout('entry:update', actor, projectOfTask.get(task));
        if (refusal !== null) throw refusal;
        return 'updated';
      },
      closeTeam: () => 'closed',
    },
  },
  {
    Query: { motto: isAnyone },
    Mutation: {
      updateProject: canIn('entry:update', (_parent, args) => (args as { projectId: string }).projectId),
      updateTask: canSomewhere('entry:update'),
      closeTeam: can('entry:update'),
    },
  },
);
const grants = [{ role: id(3), permissions: ['entry:update'], project: bridge, until: null }];
const estimator: Actor = {
  kind: 'user',
  ...{ accountId: id(4), teamId: id(5), membershipId: id(6), sessionId: id(7), plan: 'PRO' },
  ...powersOf({ role: 'viewer', version: 1, grants }, new Date()),
};
const member: Actor = { ...estimator, ...powersOf({ role: 'member', version: 1, grants: [] }, new Date()) };

async function call(field: string, args: object, actor: Actor): Promise<unknown> {
  const { Mutation } = guarded as { Mutation: Record<string, (...all: readonly unknown[]) => unknown> };
  return Mutation[field]?.(null, args, { actor }, null);
}

describe('a permission that is held in one project', () => {
  test.each([
    ['updateProject', { projectId: bridge }],
    ['updateTask', { id: 'bridge task' }],
  ])('is enough for that project: %s', async (field, args) => {
    await expect(call(field, args, estimator)).resolves.toBe('updated');
  });

  test.each([
    ['updateProject', { projectId: road }],
    ['updateTask', { id: 'road task' }],
    ['updateTask', { id: 'a task of no project' }],
    ['closeTeam', {}],
  ])('is not enough elsewhere: %s %j', async (field, args) => {
    await expect(call(field, args, estimator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is not needed by whoever holds it in the team, and nobody is told to sign in', async () => {
    await expect(call('updateProject', { projectId: road }, member)).resolves.toBe('updated');
    await expect(call('updateTask', { id: 'road task' }, member)).resolves.toBe('updated');
    await expect(call('updateTask', { id: 'road task' }, anonymous)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
