import type { Account, Membership, Team } from '@hub/prisma/client';
import type { Actor } from '@hub/runtime/auth';

export type TeamMapper = Team;
export type MemberMapper = Membership & { account: AccountMapper };
export type AccountMapper = Pick<
  Account,
  | 'id'
  | 'displayName'
  | 'email'
  | 'isActive'
  | 'firstName'
  | 'lastName'
  | 'title'
  | 'avatarUrl'
  | 'avatarFile'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
>;
export type ViewerMapper = Extract<Actor, { kind: 'user' }>;
