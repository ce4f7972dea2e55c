import { z } from 'zod';
import { jsonMapping, marketplaceMappingOf, type JsonMapping } from '../connectors/json-mapping.js';
import { pagingSettings } from '../connectors/paging.js';
import type { TeamSourceKindName } from './source-kinds.js';

/** How the answers of a source are read, with what is usual for its kind. OCDS has neither a list of rows nor fields. */
export type MappingInForce = Pick<JsonMapping, 'paging'> & Partial<JsonMapping>;

const ocdsMapping = z.object({ paging: pagingSettings.prefault({}) });

/** The mapping of a source from what its team has said. @throws ZodError for what no source can be read by. */
export function mappingInForce(kind: TeamSourceKindName, own: unknown): MappingInForce {
  return kind === 'ocds' ? ocdsMapping.parse(own) : jsonMappingInForce(kind, own);
}

/** The same for JSON, which always says where its rows and fields are. */
export function jsonMappingInForce(kind: Exclude<TeamSourceKindName, 'ocds'>, own: unknown): JsonMapping {
  return kind === 'marketplace' ? marketplaceMappingOf(z.looseObject({}).parse(own)) : jsonMapping.parse(own);
}
