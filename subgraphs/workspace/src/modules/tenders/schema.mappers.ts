/** A tender as this subgraph knows it: its row's UUID. */
export interface TenderMapper {
  readonly id: string;
}
