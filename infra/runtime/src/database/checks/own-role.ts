import type { ActingRole } from '@hub/prisma/roles';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { HubError } from '../../errors/errors.js';
import { rowIn } from './message-rows.js';
import { refuseOlderSchema } from './schema-age.js';

const bound = z.object({ acts: z.string(), signsIn: z.string(), unbound: z.boolean() });

// Written as a transaction of its own, so that nobody counts it among the statements of a request.
const question = `begin transaction read only;
  select current_user::text as acts, session_user::text as "signsIn", exists (
    select 1 from pg_roles r
    where r.rolname in (current_user, session_user) and (r.rolsuper or r.rolbypassrls or exists (
      select 1 from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and pg_has_role(r.oid, c.relowner, 'member')))
  ) as unbound;
  commit`;

/**
 * The check of a pool's first connection: it acts as the service's own role, row-level security binds that role, and the
 * schema is not older than this release. A pool with this check never hands out a connection with more power than was
 * meant. svc_worker may sign in for another role, whose jobs it runs.
 *
 * The error is a HubError `CONFIGURATION_INVALID`.
 */
export function ownRoleOnly(role: ActingRole): (client: PoolClient, done: (error?: Error) => void) => void {
  let isVerified = false;
  return (client, done) => {
    if (isVerified) return done();
    verify(client, role).then(
      () => {
        isVerified = true;
        done();
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  };
}

async function verify(client: PoolClient, role: ActingRole): Promise<void> {
  const answers: unknown = await client.query(question);
  const { acts, signsIn, unbound } = bound.parse(rowIn(answers));
  if (unbound) {
    throw new HubError(
      'CONFIGURATION_INVALID',
      `DATABASE_URL signs in as a role that row-level security does not bind. Sign in as ${role}.`,
    );
  }
  if (acts !== role || (signsIn !== role && signsIn !== 'svc_worker')) {
    throw new HubError(
      'CONFIGURATION_INVALID',
      `DATABASE_URL signs in as ${signsIn}. This process has the role ${role} and takes no other.`,
    );
  }
  await refuseOlderSchema(client);
}
