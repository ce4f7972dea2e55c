import { randomBytes, randomUUID } from 'node:crypto';
import {
  rolePermissions,
  signAccessToken,
  type Permission,
  type Plan,
  type Role,
  type SigningKey,
  type UserActor,
} from '@hub/runtime/auth';
import type { TestDatabase } from './database.js';
import { addTeam } from './team-rows.js';

/** A team of a test, with the people it has. */
export interface TestTeam {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** A new person in this team. `can` narrows the permissions of the actor, not of the token. */
  user(options?: {
    role?: Role;
    can?: readonly Permission[];
    displayName?: string;
    passwordHash?: string;
  }): Promise<TestUser>;
}

/** A person of a test, signed in. */
export interface TestUser {
  readonly actor: UserActor;
  readonly email: string;
  readonly accessToken: string;
  /** Another access token of the same session, as it was given out at a moment. */
  tokenOf(at: Date): Promise<string>;
}

/** Makes teams and people as rows: names are unique, so tests may run side by side. */
export function createPeople(database: TestDatabase, signingKey: SigningKey) {
  return async function team(options: { plan?: Plan; name?: string } = {}): Promise<TestTeam> {
    const id = randomUUID();
    const slug = `team-${randomBytes(5).toString('hex')}`;
    const { plan = 'PRO', name = `Team ${slug}` } = options;
    await addTeam(database.sql, { id, slug, name, plan });
    return {
      id,
      slug,
      name,
      async user({ role = 'member', can, displayName = 'A Person', passwordHash } = {}) {
        const email = `${randomBytes(6).toString('hex')}@example.org`;
        const [accountId, membershipId, sessionId] = [randomUUID(), randomUUID(), randomUUID()];
        await database.sql(
          'insert into identity.account (id, email, display_name, password_hash) values ($1, $2, $3, $4)',
          [accountId, email, displayName, passwordHash ?? null],
        );
        await database.sql('insert into identity.membership (team_id, id, account_id, role) values ($1, $2, $3, $4)', [
          id,
          membershipId,
          accountId,
          role,
        ]);
        await database.sql(
          `insert into identity.session (team_id, id, account_id, refresh_hash, expires_at)
           values ($1, $2, $3, sha256($4::bytea), now() + interval '100 years')`,
          [id, sessionId, accountId, sessionId],
        );
        const permissions = can ? new Set(can) : rolePermissions[role];
        const actor: UserActor = {
          kind: 'user',
          accountId,
          teamId: id,
          membershipId,
          sessionId,
          role,
          permissions,
          plan,
        };
        const accessToken = await signAccessToken(signingKey, actor, new Date());
        return { actor, email, accessToken, tokenOf: (at) => signAccessToken(signingKey, actor, at) };
      },
    };
  };
}
