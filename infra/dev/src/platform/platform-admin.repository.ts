import { platformAdminGranted, platformAdminRevoked, recordEventsInBulk } from '@hub/runtime/events';
import type pg from 'pg';

/** What became of saying who is a super-admin. */
export type PlatformAdminOutcome = 'granted' | 'revoked' | 'is one' | 'is none' | 'no account';

/** Makes the person with an e-mail address a super-admin of the platform. */
export async function grantPlatformAdmin(
  client: pg.Client,
  { email, reason }: { email: string; reason: string },
): Promise<PlatformAdminOutcome> {
  const account = await accountOf(client, email);
  if (account === null) return 'no account';
  const { rowCount } = await client.query(
    `insert into identity.platform_admin (account_id, grant_reason) values ($1, $2)
     on conflict (account_id) where revoked_at is null do nothing`,
    [account, reason],
  );
  if (rowCount !== 1) return 'is one';
  await record(client, platformAdminGranted, { account, reason });
  return 'granted';
}

/** Ends it: at once for what they write, within a minute for what they read, in every team that they have entered. */
export async function revokePlatformAdmin(
  client: pg.Client,
  { email, reason }: { email: string; reason: string },
): Promise<PlatformAdminOutcome> {
  const account = await accountOf(client, email);
  if (account === null) return 'no account';
  const { rowCount } = await client.query(
    'update identity.platform_admin set revoked_at = now(), revoke_reason = $2 where account_id = $1 and revoked_at is null',
    [account, reason],
  );
  if (rowCount !== 1) return 'is none';
  await record(client, platformAdminRevoked, { account, reason });
  return 'revoked';
}

/** Events of accounts are written by identity, so its role writes this one too. It ends with the transaction. */
async function record(
  client: pg.Client,
  type: typeof platformAdminGranted,
  { account, reason }: { account: string; reason: string },
): Promise<void> {
  await client.query('set local role svc_identity');
  await recordEventsInBulk(client, type, [{ subjectId: account, body: { reason }, persons: [account] }]);
  await client.query('reset role');
}

async function accountOf(client: pg.Client, email: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('select id from identity.account where email = lower($1)', [
    email,
  ]);
  return rows[0]?.id ?? null;
}
