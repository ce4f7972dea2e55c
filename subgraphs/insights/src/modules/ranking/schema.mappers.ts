import type { Connection } from '@hub/runtime/graphql';
import type { RankedRow } from './ranking.repository.js';

export type RankedTenderConnectionMapper = Connection<RankedRow>;
export interface RankedTenderEdgeMapper {
  readonly node: RankedRow;
  readonly cursor: string;
}
