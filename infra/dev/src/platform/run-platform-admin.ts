import pg from 'pg';
import { UsageError } from '../usage-error.js';
import { grantPlatformAdmin, revokePlatformAdmin, type PlatformAdminOutcome } from './platform-admin.repository.js';

/** Who becomes a super-admin of the platform, or is one no longer, and why. */
export interface PlatformAdminChange {
  readonly step: 'grant' | 'revoke';
  readonly email: string;
  readonly reason: string;
}

const sentences: Readonly<Record<Exclude<PlatformAdminOutcome, 'no account'>, string>> = {
  granted: 'is a super-admin of the platform now',
  revoked: 'is no super-admin of the platform any more',
  'is one': 'was a super-admin of the platform already',
  'is none': 'was no super-admin of the platform',
};

/** Says in the database who is a super-admin, as its owner. Answers a sentence. @throws UsageError without such an account. */
export async function runPlatformAdmin(change: PlatformAdminChange, databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    const outcome = await (change.step === 'grant' ? grantPlatformAdmin : revokePlatformAdmin)(client, change);
    await client.query('commit');
    if (outcome === 'no account') throw new UsageError(`There is no account with the e-mail address ${change.email}.`);
    return `${change.email} ${sentences[outcome]}.`;
  } finally {
    await client.end();
  }
}
