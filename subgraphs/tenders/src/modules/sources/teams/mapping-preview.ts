import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { rowKindOf } from '../connectors/json-rows.js';
import { previewRows, type Preview } from '../connectors/preview-rows.js';
import { checkMapping } from './mapping-input.js';
import { jsonMappingInForce, type MappingInForce } from './mapping-in-force.js';
import type { MappingPreviewInput } from './team-source-input.js';

/** What a sample would become, read by a mapping. */
export interface MappingPreviewAnswer extends Preview {
  readonly __typename: 'MappingPreview';
  readonly mapping: MappingInForce;
}

/** Reads a sample as a poll of such a source would. Stores nothing and asks nobody. */
export function previewMapping({
  kind,
  mapping,
  sample,
  timeZone = 'UTC',
}: MappingPreviewInput): MappingPreviewAnswer | InvalidInput {
  if (kind === 'ocds') return invalidField('kind', 'OCDS is read by the standard and needs no mapping.');
  const checked = checkMapping(kind, mapping);
  if (!('own' in checked)) return checked;
  const inForce = jsonMappingInForce(kind, checked.own);
  const preview = previewRows(sample, inForce, { kind: rowKindOf(kind), timeZone });
  return preview === null
    ? invalidField('mapping.items', `The sample has no list at "${inForce.items}".`)
    : { __typename: 'MappingPreview', mapping: inForce, ...preview };
}
