import { invalidInput, refusalOf, type InputProblem, type InvalidInput } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { SourceMappingInput } from '../../../types.generated.js';
import { jsonMapping, mappableFields, marketplaceMappingOf, type MappableField } from '../connectors/json-mapping.js';
import { pagingSettings } from '../connectors/paging.js';
import type { TeamSourceKindName } from './team-source-input.js';

export type MappingInput = SourceMappingInput;

const shapes: Readonly<Record<TeamSourceKindName, z.ZodType>> = {
  json: jsonMapping,
  ocds: z.strictObject({ paging: pagingSettings.optional() }),
  marketplace: z.looseObject({}).transform((own) => marketplaceMappingOf(own)),
};

/** A mapping as JSON text, checked for the kind of its source; or what is wrong with it. */
export function mappingFor(kind: TeamSourceKindName, sent: MappingInput): string | InvalidInput {
  const repeated = repeatedFields(sent);
  if (repeated !== null) return repeated;
  const mapping = {
    ...(sent.paging && { paging: withoutNulls({ ...sent.paging, style: sent.paging.style.toLowerCase() }) }),
    ...(typeof sent.items === 'string' && { items: sent.items }),
    ...(sent.fields && {
      fields: Object.fromEntries(sent.fields.map(({ field, pointer }) => [fieldOf(field), pointer])),
    }),
  };
  try {
    shapes[kind].parse(mapping);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return refusalOf(error, ['mapping']);
  }
  return JSON.stringify(mapping);
}

/** Which of two pointers was meant cannot be known. */
function repeatedFields({ fields }: MappingInput): InvalidInput | null {
  const names = (fields ?? []).map(({ field }) => field);
  const [first, ...others] = names.flatMap((name, place): InputProblem[] =>
    names.indexOf(name) === place
      ? []
      : [
          {
            path: ['mapping', 'fields', String(place), 'field'],
            code: 'ALREADY_EXISTS',
            message: `${name} is mapped twice. Name each field once.`,
          },
        ],
  );
  return first === undefined ? null : invalidInput(first, ...others);
}

function withoutNulls(sent: object): object {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null && value !== undefined));
}

// EXTERNAL_ID -> externalId.
function fieldOf(name: string): MappableField | string {
  const camel = name.toLowerCase().replaceAll(/_([a-z])/gu, (_match, letter: string) => letter.toUpperCase());
  return mappableFields.find((known) => known === camel) ?? camel;
}
