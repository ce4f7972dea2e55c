import { createMemoryCache } from '@hub/runtime/memory';

/** Which answers came too late: their query began before what they may have read was changed. */
export interface ForgottenAnswers {
  /** Notes a change by a team (null: of what every team reads). */
  readonly note: (teamId: string | null, isRemote: boolean) => void;
  /** True for a query of the team that began before its change was known everywhere. */
  readonly isTooLate: (teamId: string | null, startedAtMs: number) => boolean;
}

/** For as long as the longest request, times the teams that write in it. */
const bytesMax = 4 * 1024 * 1024;
/** A subgraph in a third process may hear of a change a little later than this one, and answer with what was before. */
const hearingMs = 1_000;

/** Remembers when teams and public data were last changed. */
export function createForgottenAnswers(nowMs: () => number): ForgottenAnswers {
  const untilOfTeam = createMemoryCache<number>({ name: 'forgotten teams', bytesMax, sizeOf: () => 8 });
  let untilOfAll = -1;
  return {
    note(teamId, isRemote) {
      const untilMs = nowMs() + (isRemote ? hearingMs : 0);
      if (teamId === null) untilOfAll = Math.max(untilOfAll, untilMs);
      else untilOfTeam.set(teamId, Math.max(untilOfTeam.get(teamId) ?? -1, untilMs));
    },
    isTooLate(teamId, startedAtMs) {
      if (startedAtMs <= untilOfAll) return true;
      return teamId !== null && startedAtMs <= (untilOfTeam.get(teamId) ?? -1);
    },
  };
}
