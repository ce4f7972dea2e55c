import { HubError } from '@hub/runtime/errors';
import { idempotencyKey, idOf, invalidField, optional, textOf, type InvalidInput } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import { assertCallable, PollFailure } from '../../../source-http/index.js';
import { readCredentials } from './credentials/credentials-input.js';
import type { SourceMappingInput } from '../../../types.generated.js';
import { teamSourceKinds, type TeamSourceKindName } from './source-kinds.js';

const sourceKind = z.enum(['JSON', 'OCDS', 'MARKETPLACE']).transform((name) => teamSourceKinds[name]);
const requestsPerHour = whole('requestsPerHour', 1, 3_600);
const pollIntervalSeconds = whole('pollIntervalSeconds', 300, 2_592_000);
const timeZone = z.string().transform((name, ctx) => {
  const zone = zoneNamed(name);
  if (zone !== null) return zone;
  ctx.addIssue({ code: 'custom', message: 'timeZone must be the name of a zone, such as Africa/Johannesburg.' });
  return z.NEVER;
});
// GraphQL has checked its parts; what they mean depends on the kind of the source.
const mapping = z.custom<SourceMappingInput>((value) => typeof value === 'object' && value !== null);

/** The source to set up. A host that is private is refused unless the settings allow it. */
export function createTeamSourceInput({ polling }: Pick<Context, 'polling'>) {
  return z.object({
    kind: sourceKind,
    name: textOf('name', 100),
    url: addressIn('url', polling.hostsAllowed),
    mapping: optional(mapping),
    timeZone: optional(timeZone),
    requestsPerHour: optional(requestsPerHour),
    pollIntervalSeconds: optional(pollIntervalSeconds),
    credentials: optional(readCredentials(addressIn('credentials', polling.hostsAllowed))),
    idempotencyKey: idempotencyKey(),
  });
}
export type CreateTeamSource = z.infer<ReturnType<typeof createTeamSourceInput>>;

/** What is needed depends on the kind, so it is no matter of a single field. */
export function refusalOfKind({ kind, credentials }: CreateTeamSource): InvalidInput | null {
  if (kind === 'marketplace' && credentials?.kind !== 'OAUTH')
    return invalidField('credentials', 'A marketplace needs an OAuth account.', 'REQUIRED');
  if (kind !== 'marketplace' && credentials?.kind === 'OAUTH')
    return invalidField('credentials', 'Only a marketplace is read with an OAuth account.');
  return null;
}

/** What to change. What is left out stays; credentials may be null for none. */
export function updateTeamSourceInput({ polling }: Pick<Context, 'polling'>) {
  return z.object({
    id: idOf('TeamSource'),
    expectedVersion: z.int(),
    name: textOf('name', 100).exactOptional(),
    url: addressIn('url', polling.hostsAllowed).exactOptional(),
    mapping: mapping.exactOptional(),
    timeZone: timeZone.exactOptional(),
    requestsPerHour: requestsPerHour.exactOptional(),
    pollIntervalSeconds: pollIntervalSeconds.exactOptional(),
    isEnabled: z.boolean().exactOptional(),
    credentials: z.union([z.null(), readCredentials(addressIn('credentials', polling.hostsAllowed))]).exactOptional(),
  });
}
export type UpdateTeamSource = z.infer<ReturnType<typeof updateTeamSourceInput>>;

/** A mapping to try on a sample. */
export const mappingPreviewInput = z.object({
  kind: sourceKind,
  mapping: optional(mapping),
  sample: z.json(),
  timeZone: optional(timeZone),
});
export type MappingPreviewInput = z.infer<typeof mappingPreviewInput>;

/** Names one source. */
export const teamSourceIdInput = z.object({ id: idOf('TeamSource') });

/** An address that the product may call, without its fragment. */
function addressIn(field: string, hostsAllowed: readonly string[]): z.ZodType<string> {
  return z.string().transform((text, ctx) => {
    const checked = callableAddress(text, hostsAllowed);
    if ('href' in checked) return checked.href;
    ctx.addIssue({
      code: 'custom',
      message: checked.problem ?? `${field} must be an address that begins with https://.`,
    });
    return z.NEVER;
  });
}

function callableAddress(
  text: string,
  hostsAllowed: readonly string[],
): { readonly href: string } | { readonly problem: string | null } {
  if (text.length > 2_000 || !URL.canParse(text)) return { problem: null };
  const url = new URL(text);
  try {
    assertCallable(url, { hostsAllowed });
  } catch (error) {
    if (error instanceof PollFailure) return { problem: error.message };
    throw error;
  }
  url.hash = '';
  return { href: url.href };
}

function whole(field: string, min: number, max: number) {
  const message = `${field} must be from ${min} to ${max}.`;
  return z.int().min(min, message).max(max, message);
}

function zoneNamed(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The kind of a stored source. */
export function kindOf(text: string): TeamSourceKindName {
  return teamSourceKinds[kindNameOf(text)];
}

/** The API's name of a stored kind. */
export function kindNameOf(text: string): keyof typeof teamSourceKinds {
  if (text === 'json') return 'JSON';
  if (text === 'ocds') return 'OCDS';
  if (text === 'marketplace') return 'MARKETPLACE';
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds a value the API does not know: ${text}.`);
}
