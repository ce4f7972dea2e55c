import { actForTeam, type TeamDatabase } from '../database/database.js';
import { isOutage } from '../errors/errors.js';
import { markStale } from '../staleness/staleness.js';
import type { Logger } from '../telemetry/telemetry.js';
import type { Reader, StoredEvent } from './define-reader.js';
import * as place from './reader.repository.js';

/** What a reader runs with: the database as the product itself, in the role of the reader's subgraph. */
export interface ReaderRun {
  readonly reader: Reader;
  readonly database: TeamDatabase;
  readonly logger: Logger;
}

/** What came of one slice. */
export interface SliceOutcome {
  /** How far the reader is now; null when another process holds it. */
  readonly position: bigint | null;
  /** Teams whose rows may have changed. */
  readonly teams: readonly string[];
  /** An event failed: the reader is to wait before it tries again. */
  readonly hasFailed: boolean;
}

/** Events of a slice. A reader that is behind and quick takes more at once: most of what a slice costs is by team. */
export const sliceSizes = { usual: 500, behind: 2_000 } as const;
const attemptsMax = 5;

/**
 * Reads the next slice and handles it in one transaction. When that fails, its events are handled one by one up to the one
 * that fails; that one is noted, and after five failures passed over, so that it cannot stop the reader.
 *
 * @throws HubError when a store is away, which is no failure of the event.
 */
export async function runSlice(run: ReaderRun, size: number = sliceSizes.usual): Promise<SliceOutcome> {
  try {
    return await handleSlice(run, size, () => undefined);
  } catch (error) {
    if (isOutage(error)) throw error;
    return runOneByOne(run);
  }
}

async function runOneByOne(run: ReaderRun): Promise<SliceOutcome> {
  const teams = new Set<string>();
  let position: bigint | null = null;
  for (let done = 0; done < sliceSizes.usual; done += 1) {
    let current: StoredEvent | null = null;
    try {
      const outcome = await handleSlice(run, 1, (event) => (current = event));
      for (const team of outcome.teams) teams.add(team);
      if (outcome.position === null || outcome.position === position) break;
      position = outcome.position;
    } catch (error) {
      if (isOutage(error) || current === null) throw error;
      await failOn(run, current, error);
      return { position, teams: [...teams], hasFailed: true };
    }
  }
  return { position, teams: [...teams], hasFailed: false };
}

async function handleSlice(
  { reader, database }: ReaderRun,
  limit: number,
  onEvent: (event: StoredEvent) => void,
): Promise<SliceOutcome> {
  const { name, handlers, staleTags = [] } = reader;
  const byType = new Map(handlers.map((handler) => [handler.type, handler]));
  return database.write(async (tx) => {
    const slice = await place.takeSlice(tx, { name, types: [...byType.keys()], limit });
    if (slice === null) return { position: null, teams: [], hasFailed: false };
    const { events, end } = slice;
    const byTeam = Map.groupBy(events, ({ teamId }) => teamId);
    for (const [teamId, own] of byTeam) {
      await actForTeam(tx, teamId);
      for (const event of own) {
        onEvent(event);
        await byType.get(event.type)?.handle(tx, event);
      }
    }
    if (events.length > 0) await actForTeam(tx, null);
    if (events.length > 0) await markStale(tx, staleTags);
    await place.moveReader(tx, name, end);
    const teams = [...byTeam.keys()].filter((teamId) => teamId !== null);
    return { position: end.position, teams, hasFailed: false };
  });
}

async function failOn(
  { reader: { name }, database, logger }: ReaderRun,
  event: StoredEvent,
  cause: unknown,
): Promise<void> {
  const error = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const isPassedOver = await database.write(async (tx) => {
    const slice = await place.takeSlice(tx, { name, types: [event.type], limit: 1 });
    // Another process was quicker: with it, it may have worked.
    if (slice?.end.position !== event.position) return false;
    const attempts = await place.noteFailure(tx, { name, event, error });
    if (attempts >= attemptsMax) await place.passOver(tx, name, slice.end);
    return attempts >= attemptsMax;
  });
  const fields = { reader: name, eventId: event.id, type: event.type, err: cause };
  if (isPassedOver)
    logger.error(
      { event: 'event_passed_over', ...fields },
      'A reader went on without an event that failed five times.',
    );
  else logger.error({ event: 'event_failed', ...fields }, 'A reader failed on an event and will try again.');
}

/** Makes a reader known. */
export async function enrol({ reader: { name, startsAt }, database }: ReaderRun): Promise<void> {
  await database.write((tx) => place.enrolReader(tx, name, startsAt === 'first'));
}
