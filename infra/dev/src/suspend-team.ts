import { resumeTeam, suspendTeam } from '@hub/identity/suspension';
import { openDatabase } from '@hub/runtime/database';
import pg from 'pg';
import { UsageError } from './usage-error.js';

/** What `hub team suspend` and `hub team resume` are given. */
export interface TeamStop {
  readonly step: 'suspend' | 'resume';
  /** Short name or id of the team. */
  readonly name: string;
  readonly reason: string;
}

/** Suspends a team or lets it go on. Answers a line for the person. @throws UsageError when there is no such team. */
export async function runTeamStop(
  { step, name, reason }: TeamStop,
  {
    adminUrl,
    identityUrl,
  }: {
    /** For who may look across teams. */
    readonly adminUrl: string;
    /** For the role of identity. */
    readonly identityUrl: string;
  },
): Promise<string> {
  const teamId = await teamNamed(name, adminUrl);
  const opened = openDatabase({ role: 'svc_identity', url: identityUrl, poolSizeMax: 1 });
  try {
    const database = opened.as({ kind: 'system', name: `hub:team-${step}`, teamId });
    const isDone =
      step === 'suspend'
        ? await suspendTeam(database, { teamId, reason, at: new Date() })
        : await resumeTeam(database, { teamId, reason });
    if (!isDone) return step === 'suspend' ? `${name} is suspended already.` : `${name} is not suspended.`;
    return step === 'suspend' ? `${name} is suspended.` : `${name} goes on.`;
  } finally {
    await opened.close();
  }
}

async function teamNamed(name: string, url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select id from identity.team where slug = $1 or id::text = $1',
      [name],
    );
    const [team] = rows;
    if (team === undefined) throw new UsageError(`There is no team ${name}.`);
    return team.id;
  } finally {
    await client.end();
  }
}
