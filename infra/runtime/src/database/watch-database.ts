import { isHubError } from '../errors/errors.js';
import type { StoreWatch } from '../telemetry/telemetry.js';
import type { HubDatabase } from './open-database.js';
import type { TeamDatabase } from './team-database.js';

/** A database whose watch hears how each of its operations ended. Several that lead to one server share the watch. */
export function watchDatabase(database: HubDatabase, watch: StoreWatch): HubDatabase {
  const watched = async <T>(work: Promise<T>): Promise<T> => {
    try {
      const result = await work;
      watch.answered();
      return result;
    } catch (error) {
      if (isHubError(error, 'DATABASE_UNAVAILABLE') || isHubError(error, 'OUTCOME_UNKNOWN')) {
        watch.failed();
        watch.away(error);
      }
      throw error;
    }
  };
  const watchTeam = (team: TeamDatabase): TeamDatabase => ({
    read: (query) => watched(team.read(query)),
    readPublic: (query) => watched(team.readPublic(query)),
    write: (work, how) => watched(team.write(work, how)),
  });
  return {
    ...database,
    as: (actor, request) => watchTeam(database.as(actor, request)),
    ping: () => watched(database.ping()),
  };
}
