import pg from 'pg';

/** Ids of all teams, for the operator who holds the key of the database. */
export async function findTeamIds(adminUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('select id from identity.team order by id');
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
