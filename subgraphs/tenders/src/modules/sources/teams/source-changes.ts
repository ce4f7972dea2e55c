import type { TeamSource } from '@hub/prisma/client';
import { changesBetween, type FieldChanges } from '@hub/runtime/events';

const fieldsTold = [
  'kind',
  'name',
  'url',
  'mapping',
  'timeZone',
  'requestsPerHour',
  'pollIntervalSeconds',
  'isEnabled',
  'hasCredentials',
  'credentialsVersion',
] as const;

/** What an event tells of a source: that it has credentials, and which in their order, never what they are. */
export function sourceChanges(before: TeamSource | null, after: TeamSource | null): FieldChanges {
  return changesBetween(fieldsTold, told(before), told(after));
}

function told(source: TeamSource | null) {
  return source && { ...source, url: withoutQuery(source.url), hasCredentials: source.credentials !== null };
}

// Some servers expect a key there.
function withoutQuery(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}
