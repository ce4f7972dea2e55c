import pg from 'pg';
import { demoPasswordHash, demoTeams, type DemoTeam } from './demo-people.js';

export { demoPassword, demoPasswordHash, demoTeams } from './demo-people.js';
export { demoReleases } from './demo-releases.js';

/**
 * Fills an empty database with the demo's teams and people. Answers false, and changes nothing,
 * when there is a team already: a demo never mixes with anybody's data.
 *
 * @param url - connection of the role that runs the migrations.
 */
export async function seedPeople(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('lock table identity.team in share row exclusive mode');
    const { rowCount } = await client.query('select 1 from identity.team limit 1');
    if (rowCount !== 0) return false;
    for (const team of demoTeams) await seedTeam(client, team);
    await client.query('commit');
    return true;
  } finally {
    await client.end();
  }
}

async function seedTeam(client: pg.Client, team: DemoTeam): Promise<void> {
  const teamId = await newId(client);
  // Row-level security is forced, so even the owner writes in the name of the team.
  await client.query(`select set_config('app.team_id', $1, true)`, [teamId]);
  await client.query('insert into identity.team (id, slug, name, plan) values ($1, $2, $3, $4)', [
    teamId,
    team.slug,
    team.name,
    team.plan,
  ]);
  for (const person of team.people) {
    const accountId = await newId(client);
    await client.query(
      'insert into identity.account (id, email, display_name, password_hash) values ($1, $2, $3, $4)',
      [accountId, person.email, person.displayName, demoPasswordHash],
    );
    await client.query(
      'insert into identity.membership (team_id, account_id, role, is_default) values ($1, $2, $3, true)',
      [teamId, accountId, person.role],
    );
  }
  const { profile } = team;
  await client.query(
    `insert into identity.company_profile
       (team_id, company_name, sectors, services, provinces, experience_years, bbbee_level, bbbee_expires_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      teamId,
      team.name,
      profile.sectors,
      profile.services,
      profile.provinces,
      profile.experienceYears,
      profile.bbbeeLevel,
      profile.bbbeeExpiresOn,
    ],
  );
  for (const designation of profile.designations) {
    await client.query(`insert into identity.capability (team_id, scheme, designation) values ($1, 'CIDB', $2)`, [
      teamId,
      designation,
    ]);
  }
}

async function newId(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select app.uuid_v7() as id');
  const [row] = rows;
  if (!row) throw new Error('The database made no id.');
  return row.id;
}
