import pg from 'pg';

/** A team by its id and by the name that operators know it by. */
export interface NamedTeam {
  readonly id: string;
  readonly slug: string;
}

/** All teams, for the operator who holds the key of the database. */
export async function findTeams(adminUrl: string): Promise<readonly NamedTeam[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<NamedTeam>('select id, slug from identity.team order by slug')).rows;
  } finally {
    await client.end();
  }
}
