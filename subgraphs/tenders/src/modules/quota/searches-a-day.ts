import type { Actor, Plan } from '@hub/runtime/auth';

/** Searches that a team may make in one of its days, by its plan; null where there is no limit. */
const searchesADay: Readonly<Record<Plan, number | null>> = { FREE: 3, BASIC: 100, PRO: null };

/** The daily limit of an actor's team. The product's own work has none. */
export function searchesADayOf(actor: Actor): number | null {
  return actor.kind === 'user' || actor.kind === 'partner' ? searchesADay[actor.plan] : null;
}
