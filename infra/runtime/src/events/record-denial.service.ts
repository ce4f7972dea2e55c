import type { SubgraphName } from '../auth/subgraph-names.js';
import { cacheKey } from '../cache/cache.js';
import { isHubError } from '../errors/errors.js';
import { createMemoryCache } from '../memory/memory.js';
import type { RequestScope } from '../service/request-scope.js';
import { accessDenied } from './catalogue/identity/access-events.js';
import { recordEvent } from './record-event.repository.js';

/** What somebody was refused. */
export interface Denial {
  /** Such as `Mutation.trackTender`, or the path of a plain address. */
  readonly field: string;
  readonly permission: string;
}

/** Remembers that the actor of a request was refused something. Never throws: the answer stays what it was. */
export type DenialRecorder = (scope: RequestScope, denial: Denial) => Promise<void>;

/**
 * Denials of one actor that are recorded within the window, so that nobody can fill the table by asking. More than there
 * are mutations: of somebody who tries each once, the log has all.
 */
const denialsMax = 250;
const windowMs = 3_600_000;
const countsBytesMax = 4 * 1024 * 1024;

interface Counted {
  readonly count: number;
  readonly endsAt: number;
}

// One count and one memory of requests for a process, however many doors of however many subgraphs refuse in it.
const counts = createMemoryCache<Counted>({ name: 'denials', bytesMax: countsBytesMax, sizeOf: () => 32 });
const told = new WeakMap<object, Set<string>>();

/**
 * Records denials of people and partners, each field and permission once a request, in a small transaction of their own: a
 * refused write has none. Counted in Redis for all processes, and in this process as well for when Redis is away.
 */
export function createDenialRecorder(subgraph: SubgraphName): DenialRecorder {
  return async (scope, { field, permission }) => {
    const who = whoIs(scope);
    if (who === null || !isNew(scope, `${field} ${permission}`)) return;
    const here = countHere(`${who.teamId} ${who.id}`, scope.now().getTime());
    if (here > denialsMax) return;
    const key = cacheKey({ team: who.teamId, type: 'denials', id: who.id });
    const everywhere = await scope.cache.countUp({ key, windowMs });
    const count = Math.max(here, everywhere?.count ?? 0);
    if (count > denialsMax) return;
    try {
      const body = { field, permission, isLast: count === denialsMax };
      await scope.database.write((tx) => recordEvent(tx, accessDenied[subgraph], { body }), { isUnseen: true });
    } catch (error) {
      // Whoever has left the team is refused by the database as well, and can leave nothing there.
      if (isHubError(error, 'MEMBERSHIP_ENDED') || isHubError(error, 'SESSION_ENDED')) return;
      scope.logger.warn({ event: 'denial_unrecorded', field, err: error }, 'A denial could not be recorded.');
    }
  };
}

function isNew(scope: RequestScope, denial: string): boolean {
  const denials = told.get(scope) ?? new Set();
  told.set(scope, denials);
  return denials.size < denials.add(denial).size;
}

function countHere(key: string, now: number): number {
  const known = counts.get(key);
  const { count, endsAt } = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowMs };
  counts.set(key, { count: count + 1, endsAt });
  return count + 1;
}

/** Nobody in particular has no team to tell of it. */
function whoIs({ actor }: RequestScope): { readonly teamId: string; readonly id: string } | null {
  if (actor.kind === 'user') return { teamId: actor.teamId, id: actor.accountId };
  if (actor.kind === 'superAdmin') return { teamId: actor.teamId, id: `super-admin:${actor.accountId}` };
  return actor.kind === 'partner' ? { teamId: actor.teamId, id: `partner:${actor.clientId}` } : null;
}
