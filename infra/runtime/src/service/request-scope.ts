import type { Actor } from '../auth/actor.js';
import type { ClientInfo } from '../auth/client-info.js';
import type { Cache } from '../cache/cache.js';
import type { TeamDatabase } from '../database/team-database.js';
import type { TeamDocuments } from '../documents/documents.js';
import type { Logger } from '../telemetry/telemetry.js';

/**
 * All that one request (or one job) may reach, already bound to who asks.
 *
 * There is no way from here to another team's data: `database` and `documents` answer for the actor's team only,
 * and throw `TENANT_CONTEXT_MISSING` for an actor without one.
 */
export interface RequestScope {
  readonly actor: Actor;
  /** The program that asks, as far as the gateway knows it. */
  readonly client: ClientInfo;
  /** Given to clients in every error and found in every log line. */
  readonly requestId: string;
  readonly database: TeamDatabase;
  readonly documents: TeamDocuments;
  readonly cache: Cache;
  readonly logger: Logger;
  /** The time of this request's clock; tests set it. */
  now(): Date;
}
