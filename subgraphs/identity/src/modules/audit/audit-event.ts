import { isPermission } from '@hub/runtime/auth';
import {
  eventCatalogue,
  platformEntered,
  sessionRefreshed,
  signedIn,
  signedOut,
  teamLimitSet,
  type EventRisk,
} from '@hub/runtime/events';
import { z } from 'zod';
import type { AuditActorKind, AuditOutcome, AuditRisk, Permission } from '../../types.generated.js';
import { permissionNames } from '../teams/enums.js';
import type { AuditRow } from './audit.repository.js';

const catalogue = new Map(eventCatalogue.map((type) => [String(type.name), type]));

const contextOf = z
  .object({
    by: z.string(),
    session: z.string(),
    address: z.string(),
    agent: z.string(),
    request: z.string(),
    operation: z.string(),
    work: z.string(),
    permission: z.string(),
    reason: z.string(),
    risk: z.enum(['low', 'medium', 'high']),
  })
  .partial();
const body = z.record(z.string(), z.unknown());
const changes = z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }));

const risks = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH' } as const satisfies Record<EventRisk, AuditRisk>;
const actorKinds: Readonly<Record<string, AuditActorKind>> = {
  user: 'PERSON',
  partner: 'PARTNER',
  superAdmin: 'SUPER_ADMIN',
  system: 'SYSTEM',
};
// Written before there is an entry that says who acts.
const ofSuperAdmins = new Set<string>([platformEntered.name, teamLimitSet.name]);

/** What is kept of how an event came about; nothing once it was erased. */
export function circumstancesOf({ context }: Pick<AuditRow, 'context'>): z.infer<typeof contextOf> {
  return contextOf.safeParse(context).data ?? {};
}

/** What an event tells, without the changes of fields; nothing once it was erased. */
function factsOf(row: Pick<AuditRow, 'body'>): Record<string, unknown> {
  return body.safeParse(row.body).data ?? {};
}

export function meaningOf({ type }: AuditRow): string {
  return catalogue.get(type)?.meaning ?? 'An event of a kind that is not recorded any more.';
}

export function subjectTypeOf({ type }: AuditRow): string | null {
  return catalogue.get(type)?.subject ?? null;
}

export function outcomeOf({ type }: AuditRow): AuditOutcome {
  return isDenial(type) ? 'DENIED' : 'DONE';
}

export function riskOf(row: AuditRow): AuditRisk {
  return risks[circumstancesOf(row).risk ?? catalogue.get(row.type)?.risk ?? 'low'];
}

// People do this themselves, before or after there is a session that says so.
const ownDoing = new Set<string>([signedIn.name, sessionRefreshed.name, signedOut.name]);

/** Account of the person who did it. */
export function actorIdOf({ type, actorId, personId }: AuditRow): string | null {
  return actorId ?? (ownDoing.has(type) ? personId : null);
}

export function actorKindOf(row: AuditRow): AuditActorKind | null {
  const kind = ofSuperAdmins.has(row.type) ? 'SUPER_ADMIN' : actorKinds[circumstancesOf(row).by ?? ''];
  if (kind === 'SUPER_ADMIN') return kind;
  return actorIdOf(row) === null ? (kind ?? null) : 'PERSON';
}

/** A denial names the field that was refused. */
export function operationOf(row: AuditRow): string | null {
  const { operation, work } = circumstancesOf(row);
  const refused = isDenial(row.type) ? factsOf(row)['field'] : undefined;
  return operation ?? (typeof refused === 'string' ? refused.replace(/^Mutation\./u, '') : work) ?? null;
}

export function permissionOf(row: AuditRow): Permission | null {
  const { permission } = isDenial(row.type) ? factsOf(row) : circumstancesOf(row);
  return typeof permission === 'string' && isPermission(permission) ? permissionNames[permission] : null;
}

export function reasonOf(row: AuditRow): string | null {
  const { reason } = factsOf(row);
  return circumstancesOf(row).reason ?? (typeof reason === 'string' ? reason : null);
}

/** Fields that changed with their values on one side; null where no field changed, or all were empty. */
export function valuesOn(side: 'before' | 'after', row: AuditRow): Record<string, unknown> | null {
  const found = changes.safeParse(factsOf(row)['changes']).data ?? [];
  const values = found.map((change) => [change.field, change[side] ?? null] as const);
  return values.some(([, value]) => value !== null) ? Object.fromEntries(values) : null;
}

export function detailsOf(row: AuditRow): Record<string, unknown> | null {
  const { changes: _changes, ...details } = factsOf(row);
  return Object.keys(details).length === 0 ? null : details;
}

/** The kinds of events that have one of some risks, and one of some outcomes; undefined when neither is a condition. */
export function typesWith(
  risksWanted: readonly AuditRisk[] | undefined,
  outcomes: readonly AuditOutcome[] | undefined,
): string[] | undefined {
  if (risksWanted === undefined && outcomes === undefined) return undefined;
  return [...catalogue.values()]
    .filter(({ risk }) => risksWanted?.includes(risks[risk]) ?? true)
    .map(({ name }) => name)
    .filter((name) => outcomes?.includes(isDenial(name) ? 'DENIED' : 'DONE') ?? true);
}

function isDenial(type: string): boolean {
  return type.endsWith('.access_denied');
}
