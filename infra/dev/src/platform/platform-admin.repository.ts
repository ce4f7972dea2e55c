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
  return rowCount === 1 ? 'granted' : 'is one';
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
  return rowCount === 1 ? 'revoked' : 'is none';
}

async function accountOf(client: pg.Client, email: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('select id from identity.account where email = lower($1)', [
    email,
  ]);
  return rows[0]?.id ?? null;
}
