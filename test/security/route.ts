import type { ActorKind, Party } from '../kit/world.js';

/** One way through the gateway to something with an id. */
export interface Route {
  /** Coordinates of the fields that it goes through to a type with a key. */
  readonly covers: readonly string[];
  readonly query: string;
  /** Values of the query for one set of ids; without it the query names no id, and whose data it is follows from who asks. */
  readonly variables?: (ids: Readonly<Record<string, string>>) => Record<string, unknown>;
  /** What the answer shows when it may be seen. */
  readonly shows: (own: Party) => string;
  /** Actors that are refused with `FORBIDDEN`. */
  readonly forbiddenFor?: readonly ActorKind[];
  /** Actors that are answered with nothing and without an error. */
  readonly emptyFor?: readonly ActorKind[];
  /** True where what is asked for is public, so that another team's id differs from an unknown one by the public part. */
  readonly isPublic?: boolean;
}

/** Who has no part in what one member was told. */
export const allButMember: readonly ActorKind[] = ['viewer', 'custom', 'admin', 'owner', 'superAdmin', 'partner'];
/** All who are signed in to a team: what lies outside of it is for super-admins of the platform. */
export const everybody: readonly ActorKind[] = [
  'viewer',
  'member',
  'custom',
  'admin',
  'owner',
  'superAdmin',
  'partner',
];
