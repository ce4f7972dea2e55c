import { randomUUID } from 'node:crypto';
import { demoPassword, demoPasswordHash } from '@hub/prisma/seed';
import { importReleases } from '@hub/tenders/import-releases';
import { encodeId } from '@hub/runtime/graphql';
import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import pg from 'pg';
import { onServer, type BenchDatabase } from '../database.js';
import { addTeam } from '../../kit/team-rows.js';

/** Somebody who uses the product. */
export interface Person {
  readonly team: Team;
  readonly email: string;
  /** Null until signed in, and after a session has ended. */
  session: { readonly accessToken: string; readonly refreshToken: string } | null;
  /** The entry that this person alone changes, as last known; null until there is one. */
  entry: { readonly id: string; readonly version: number; readonly notes: string } | null;
  /** Saved searches that are there for certain, by id. */
  readonly savedSearches: Map<string, string>;
}

/** A team, and how far it has got through the list of tenders. */
export interface Team {
  readonly slug: string;
  nextTender: number;
}

/** What the load works on. */
export interface Scene {
  readonly people: readonly Person[];
  /** Ids in the API of all tenders that were there at the beginning. */
  readonly tenderIds: readonly string[];
}

const teamCount = 4;
const peopleOfTeam = 4;

export { demoPassword as password };

/** Imports the tenders of a file and makes teams of people who may do everything. */
export async function setScene({ url, rolePasswords }: BenchDatabase, releases: string): Promise<Scene> {
  const pool = new pg.Pool({
    connectionString: urlOfWorkerAs(urlOfRole(url, 'svc_worker', rolePasswords.svc_worker), 'svc_importer'),
    max: 2,
  });
  try {
    await importReleases({ target: releases, pool, source: null, signal: new AbortController().signal });
  } finally {
    await pool.end();
  }
  return onServer(url, async (client) => {
    const people: Person[] = [];
    for (let index = 0; index < teamCount; index += 1) people.push(...(await makeTeam(client, `chaos-${index}`)));
    const { rows } = await client.query<{ id: string }>('select id from tenders.tender order by id');
    return { people, tenderIds: rows.map(({ id }) => encodeId('Tender', id)) };
  });
}

async function makeTeam(client: pg.Client, slug: string): Promise<Person[]> {
  const teamId = randomUUID();
  const team: Team = { slug, nextTender: 0 };
  await addTeam((text, values) => client.query(text, values), { id: teamId, slug, name: slug, plan: 'PRO' });
  const people: Person[] = [];
  for (let index = 0; index < peopleOfTeam; index += 1) {
    const [accountId, email] = [randomUUID(), `person-${index}@${slug}.example`];
    await client.query(
      'insert into identity.account (id, email, display_name, password_hash) values ($1, $2, $2, $3)',
      [accountId, email, demoPasswordHash],
    );
    await client.query(`insert into identity.membership (team_id, id, account_id, role) values ($1, $2, $3, 'admin')`, [
      teamId,
      randomUUID(),
      accountId,
    ]);
    people.push({ team, email, session: null, entry: null, savedSearches: new Map() });
  }
  return people;
}
