import type { World } from '../kit/world.js';

/** One way to call a mutation, and what must come of it. */
export interface MutationCase {
  readonly mutation: string;
  /** Path of the id in the arguments that is not the caller's own, such as `input.assigneeId`; null where there is none. */
  readonly foreignIn: string | null;
  /** Arguments for a source of ids: the other team's, or ids of nothing. */
  readonly input: (world: World, ids: Readonly<Record<string, string>>) => Record<string, unknown> | null;
  /** `__typename` of the answer to somebody who may use the mutation. */
  readonly answers: string;
  /** Who may use it, where a member may not. */
  readonly by?: 'admin' | 'platform' | 'superAdmin';
}
