import type { ReadClient, TeamDatabase } from '../../database/team-database.js';
import type { Head, TeamPage } from './event-archive.repository.js';

const headsAtOnce = 1_000;

/** All heads, in slices by team. */
export async function* headsByTeam(
  database: TeamDatabase,
  find: (db: ReadClient, page: TeamPage) => Promise<Head[]>,
): AsyncGenerator<readonly Head[]> {
  let after: string | null = null;
  do {
    const page: TeamPage = { after, take: headsAtOnce };
    const heads = await database.readPublic((db) => find(db, page));
    yield heads;
    after = heads.length < headsAtOnce ? null : (heads.at(-1)?.teamId ?? null);
  } while (after !== null);
}
