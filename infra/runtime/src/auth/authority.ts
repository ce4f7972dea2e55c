import { z } from 'zod';
import { isPermission, platformPermission, rolePermissions, roles, type Permission, type Role } from './permissions.js';

/** A role of the team that a member has, as the database tells it. */
export interface Grant {
  /** Id of the role. */
  readonly role: string;
  /** Names of permissions. What the registry does not know grants nothing. */
  readonly permissions: readonly string[];
  /** The one project that it counts in; null for the whole team. */
  readonly project: string | null;
  /** When it ends; null for never. */
  readonly until: Date | null;
}

/** What a member may do at a moment: the system role of the membership, and what roles of the team add. */
export interface Authority {
  readonly role: Role;
  /** The version of the team's permissions that it was read at. */
  readonly version: number;
  readonly grants: readonly Grant[];
  /** True for a super-admin of the platform. */
  readonly platform?: boolean | undefined;
}

/** What roles of the team add to a member's system role, as an actor carries it. */
export interface CustomGrants {
  /** The version of the team's permissions that it is of. */
  readonly version: number;
  /** Ids of the roles, each once. */
  readonly roleIds: readonly string[];
  /** Permissions held in single projects alone, by the id of the project. */
  readonly projects: ReadonlyMap<string, ReadonlySet<Permission>>;
}

/** All that a member may do. */
export interface Powers {
  readonly role: Role;
  /** Held in the whole team. Shared: never change it. */
  readonly permissions: ReadonlySet<Permission>;
  readonly grants: CustomGrants;
}

const grant = z.object({
  role: z.guid(),
  permissions: z.array(z.string()),
  project: z.guid().nullable(),
  until: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .nullable(),
});

/** An authority as JSON tells it, from the database to this process or from identity to a gateway. */
export const authorityJson: z.ZodType<Authority> = z.object({
  role: z.enum(roles),
  version: z.coerce.number(),
  grants: z.array(grant),
  platform: z.boolean().optional(),
});

/** What an authority allows at a moment. What has expired by then allows nothing. */
export function powersOf({ role, version, grants, platform = false }: Authority, now: Date): Powers {
  const open = grants.filter(({ until }) => until === null || until > now);
  const ofTeam = open.filter(({ project }) => project === null).flatMap(known);
  const added = platform ? [...ofTeam, platformPermission] : ofTeam;
  const base = rolePermissions[role];
  const projects = new Map<string, Set<Permission>>();
  for (const one of open) {
    if (one.project === null) continue;
    const held = projects.get(one.project) ?? new Set();
    for (const permission of known(one)) held.add(permission);
    projects.set(one.project, held);
  }
  return {
    role,
    permissions: added.length === 0 ? base : new Set([...base, ...added]),
    grants: { version, roleIds: [...new Set(open.map((one) => one.role))], projects },
  };
}

/** What is held in the team and in single projects: of an actor, or as a transaction found it. */
export type Held = Pick<Powers, 'permissions'> & { readonly grants?: CustomGrants | undefined };

/** True when the permission is held in the team, or in the project that is named. */
export function allows(
  { permissions, grants }: Held,
  permission: Permission,
  projectId: string | null = null,
): boolean {
  if (permissions.has(permission)) return true;
  return projectId !== null && grants?.projects.get(projectId)?.has(permission) === true;
}

/** True when the permission is held in the team or in any project: whether to look further, never the answer. */
export function allowsSomewhere(held: Held, permission: Permission): boolean {
  const inProjects = [...(held.grants?.projects.values() ?? [])];
  return allows(held, permission) || inProjects.some((permissions) => permissions.has(permission));
}

function known({ permissions }: Grant): Permission[] {
  return permissions.filter(isPermission).filter((permission) => permission !== platformPermission);
}
