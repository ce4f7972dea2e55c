import { invalidField, invalidInput, refusalOf, type InputProblem, type InvalidInput } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { SourceMappingInput } from '../../../types.generated.js';
import { fieldNamed } from './field-names.js';
import { mappingInForce } from './mapping-in-force.js';
import type { TeamSourceKindName } from './source-kinds.js';

/** A mapping that was checked for the kind of its source: only what was said, as it is stored. */
export interface CheckedMapping {
  readonly own: object;
}

type FieldPointers = NonNullable<SourceMappingInput['fields']>;

const mappingNeeded = invalidField(
  'mapping',
  'JSON of your own needs a mapping with at least EXTERNAL_ID and TITLE.',
  'REQUIRED',
);

/** Checks a mapping for the kind of its source; answers what is wrong with it otherwise. */
export function checkMapping(
  kind: TeamSourceKindName,
  sent: SourceMappingInput | undefined,
): CheckedMapping | InvalidInput {
  if (kind === 'json' && sent === undefined) return mappingNeeded;
  const fields = sent?.fields ?? [];
  const refusal = repeatedFields(fields) ?? (kind === 'ocds' ? notOfOcds(sent) : null);
  if (refusal !== null) return refusal;
  const own = {
    ...(sent?.paging && { paging: withoutNulls({ ...sent.paging, style: sent.paging.style.toLowerCase() }) }),
    ...(typeof sent?.items === 'string' && { items: sent.items }),
    ...((fields.length > 0 || kind === 'json') && { fields: pointersByField(fields) }),
  };
  try {
    mappingInForce(kind, own);
    return { own };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [first, ...others] = refusalOf(error, ['mapping']).problems.map((problem) => asSent(problem, fields));
    if (first === undefined) throw error;
    return invalidInput(first, ...others);
  }
}

/** Which of two pointers was meant cannot be known. */
function repeatedFields(fields: FieldPointers): InvalidInput | null {
  const names = fields.map(({ field }) => field);
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

function notOfOcds(sent: SourceMappingInput | undefined): InvalidInput | null {
  const message = 'OCDS is read by the standard. Only its paging can be set.';
  if (typeof sent?.items === 'string') return invalidField('mapping.items', message);
  return (sent?.fields?.length ?? 0) === 0 ? null : invalidField('mapping.fields', message);
}

function pointersByField(fields: FieldPointers): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ field, pointer }) => [fieldNamed(field) ?? field, pointer]));
}

/** A client sends fields as a list and knows each by its place there. */
function asSent(problem: InputProblem, fields: FieldPointers): InputProblem {
  const [mapping = '', member, name] = problem.path;
  const place = member === 'fields' ? fields.findIndex(({ field }) => (fieldNamed(field) ?? field) === name) : -1;
  return place === -1 ? problem : { ...problem, path: [mapping, 'fields', String(place), 'pointer'] };
}

function withoutNulls(sent: object): object {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null && value !== undefined));
}
