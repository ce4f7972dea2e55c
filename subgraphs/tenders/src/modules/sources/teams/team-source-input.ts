import { HubError } from '@hub/runtime/errors';
import { z } from 'zod';
import type {
  AddTeamSourceInput,
  SourceCredentialsInput,
  SourceMappingInput,
  UpdateTeamSourceInput,
} from '../../../types.generated.js';
import { jsonMapping, mappableFields, marketplaceMappingOf, type MappableField } from '../connectors/json-mapping.js';
import { pagingSettings } from '../connectors/paging.js';
import { assertCallable, PollFailure } from '../../../source-http/index.js';
import { credentials, type Credentials } from './credentials.js';

/** Kinds as they are stored. */
export const teamSourceKinds = { JSON: 'json', OCDS: 'ocds', MARKETPLACE: 'marketplace' } as const;
export type TeamSourceKindName = (typeof teamSourceKinds)[keyof typeof teamSourceKinds];

/** What is wrong with a source that somebody wants to set up. */
export class TeamSourceProblem extends Error {
  override readonly name = 'TeamSourceProblem';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** What a person may set, checked; what is absent was not given. */
export interface TeamSourceChanges {
  name?: string;
  url?: string;
  /** JSON text. */
  mapping?: string;
  timeZone?: string;
  requestsPerHour?: number;
  pollIntervalSeconds?: number;
  isEnabled?: boolean;
  credentials?: Credentials | null;
}

type Given =
  | (Partial<Omit<AddTeamSourceInput, 'kind'>> & Partial<Pick<UpdateTeamSourceInput, 'isEnabled'>>)
  | Omit<UpdateTeamSourceInput, 'id' | 'expectedVersion'>;

/**
 * Checks what was given.
 * @throws TeamSourceProblem naming the field and what it must be. HubError `BAD_USER_INPUT` for null where there is no null.
 */
export function checkedChanges(
  given: Given,
  kind: TeamSourceKindName,
  hostsAllowed: readonly string[],
): TeamSourceChanges {
  const { name, url, mapping, timeZone, requestsPerHour, pollIntervalSeconds, isEnabled } = given;
  return {
    ...(name !== undefined && { name: checkedText('name', present('name', name), 100) }),
    ...(url !== undefined && { url: checkedAddress('url', present('url', url), hostsAllowed) }),
    ...(mapping !== undefined && { mapping: checkedMapping(present('mapping', mapping), kind) }),
    ...(timeZone !== undefined && { timeZone: checkedZone(present('timeZone', timeZone)) }),
    ...(requestsPerHour !== undefined && {
      requestsPerHour: checkedNumber('requestsPerHour', present('requestsPerHour', requestsPerHour), [1, 3_600]),
    }),
    ...(pollIntervalSeconds !== undefined && {
      pollIntervalSeconds: checkedNumber(
        'pollIntervalSeconds',
        present('pollIntervalSeconds', pollIntervalSeconds),
        [300, 2_592_000],
      ),
    }),
    ...(isEnabled !== undefined && { isEnabled: present('isEnabled', isEnabled) }),
    ...(given.credentials !== undefined && {
      credentials: given.credentials === null ? null : checkedCredentials(given.credentials, hostsAllowed),
    }),
  };
}

function present<Value>(name: string, value: Value | null): Value {
  if (value !== null) return value;
  throw new HubError('BAD_USER_INPUT', `${name} cannot be null. Leave it out to keep it as it is.`, {
    details: { argument: name },
  });
}

function checkedText(field: string, text: string, lengthMax: number): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > lengthMax)
    throw new TeamSourceProblem(field, `${field} must have 1 to ${lengthMax} characters.`);
  // Postgres has no NUL in text, and half a surrogate pair would come back as another character.
  if (trimmed.includes('\0') || !trimmed.isWellFormed())
    throw new TeamSourceProblem(field, `${field} holds a character that is not text.`);
  return trimmed;
}

function checkedAddress(field: string, text: string, hostsAllowed: readonly string[]): string {
  if (text.length > 2_000 || !URL.canParse(text))
    throw new TeamSourceProblem(field, `${field} must be an address that begins with https://.`);
  const url = new URL(text);
  try {
    assertCallable(url, { hostsAllowed });
  } catch (error) {
    if (error instanceof PollFailure) throw new TeamSourceProblem(field, error.message);
    throw error;
  }
  url.hash = '';
  return url.href;
}

function checkedNumber(field: string, value: number, [min, max]: [number, number]): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new TeamSourceProblem(field, `${field} must be from ${min} to ${max}.`);
}

function checkedZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new TeamSourceProblem('timeZone', 'timeZone must be the name of a zone, such as Africa/Johannesburg.');
  }
}

function checkedMapping(given: SourceMappingInput, kind: TeamSourceKindName): string {
  const mapping = {
    ...(given.paging && { paging: withoutNulls({ ...given.paging, style: given.paging.style.toLowerCase() }) }),
    ...(typeof given.items === 'string' && { items: given.items }),
    ...(given.fields && {
      fields: Object.fromEntries(given.fields.map(({ field, pointer }) => [fieldOf(field), pointer])),
    }),
  };
  const shape =
    kind === 'json'
      ? jsonMapping
      : kind === 'ocds'
        ? z.strictObject({ paging: pagingSettings.optional() })
        : z
            .object({})
            .loose()
            .transform((own) => marketplaceMappingOf(own));
  try {
    shape.parse(mapping);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const issue = error.issues[0];
    throw new TeamSourceProblem(
      'mapping',
      `mapping${issue ? `.${issue.path.join('.')}: ${issue.message}` : ' is not accepted'}.`.slice(0, 500),
    );
  }
  return JSON.stringify(mapping);
}

/** What was given: where nothing can be cleared yet, null means the same as left out. */
export function withoutNulls<Given extends object>(given: Given): { [Name in keyof Given]?: NonNullable<Given[Name]> } {
  const kept = { ...given };
  for (const [name, value] of Object.entries(given))
    if (value === null || value === undefined) Reflect.deleteProperty(kept, name);
  return notNull(kept);
}

function notNull<Given extends object>(given: Given): { [Name in keyof Given]?: NonNullable<Given[Name]> };
function notNull(given: object): object {
  return given;
}

// EXTERNAL_ID -> externalId.
function fieldOf(name: string): MappableField {
  const camel = name.toLowerCase().replaceAll(/_([a-z])/gu, (_match, letter: string) => letter.toUpperCase());
  const field = mappableFields.find((known) => known === camel);
  if (field !== undefined) return field;
  throw new TeamSourceProblem('mapping', `mapping.fields: ${name} cannot be mapped.`);
}

function checkedCredentials(given: SourceCredentialsInput, hostsAllowed: readonly string[]): Credentials {
  const choices = [
    given.apiKey && { kind: 'API_KEY', ...given.apiKey },
    typeof given.bearerToken === 'string' && { kind: 'BEARER', token: given.bearerToken },
    given.basic && { kind: 'BASIC', ...given.basic },
    given.oauth && {
      kind: 'OAUTH',
      ...given.oauth,
      clientSecret: given.oauth.clientSecret ?? null,
      accessToken: null,
      accessUntil: null,
      tokenUrl: checkedAddress('credentials', given.oauth.tokenUrl, hostsAllowed),
    },
  ].filter((choice) => typeof choice === 'object' && choice !== null);
  const [only, ...others] = choices;
  const checked = others.length === 0 ? credentials.safeParse(only) : null;
  // What was wrong is not repeated: it is a secret.
  if (!checked?.success)
    throw new TeamSourceProblem(
      'credentials',
      'credentials must hold exactly one of apiKey, bearerToken, basic and oauth, complete and on one line.',
    );
  return checked.data;
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
