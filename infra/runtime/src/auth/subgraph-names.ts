/** The five subgraphs, by the names they have in the supergraph. */
export const subgraphNames = ['identity', 'tenders', 'workspace', 'insights', 'analytics'] as const;

/** The name of a subgraph. */
export type SubgraphName = (typeof subgraphNames)[number];
