/** A tender as this subgraph knows it: its row's UUID. */
export interface TenderMapper {
  readonly id: string;
}
/** A tender of the team's own as this subgraph knows it: its row's UUID. */
export type TeamTenderMapper = TenderMapper;
