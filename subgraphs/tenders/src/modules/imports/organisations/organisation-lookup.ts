import type { OrganisationState } from '../../../ocds/index.js';
import type { ImportMemory } from '../import-memory.js';
import { lookUpSuppliers, type SupplierLookup } from './organisation-suppliers.js';
import { ensureBuyers } from './organisation.repository.js';
import type { OrganisationIds, TenderToWrite } from '../write/tender-rows.js';
import type { SqlClient } from '../../../bulk/index.js';

/** Row ids of what tenders name: buyers by their key, records of suppliers by `recordName`. */
export interface OrganisationLookup extends SupplierLookup {
  readonly buyers: OrganisationIds;
}

/**
 * Ids of all buyers and winners of these tenders, from memory or from the database, which gets those that are new.
 *
 * @param from.rewritten - those of the tenders that exist already.
 * @param from.sourceName - short name of a source.
 */
export async function lookUpOrganisations(
  client: SqlClient,
  from: {
    tenders: readonly TenderToWrite[];
    rewritten: readonly string[];
    sourceName: (id: string) => string;
  },
  memory: ImportMemory,
): Promise<OrganisationLookup> {
  const buyers = await buyerIds(
    client,
    from.tenders.map(({ state }) => state.buyer),
    memory.buyers,
  );
  return { buyers, ...(await lookUpSuppliers(client, from, memory.suppliers)) };
}

async function buyerIds(
  client: SqlClient,
  buyers: readonly (OrganisationState | null)[],
  known: OrganisationIds,
): Promise<OrganisationIds> {
  const unknown = new Map<string, OrganisationState>();
  const ids = new Map<string, string>();
  for (const buyer of buyers) {
    if (buyer === null) continue;
    const id = known.get(buyer.key);
    if (id === undefined) unknown.set(buyer.key, buyer);
    else ids.set(buyer.key, id);
  }
  for (const [key, id] of await ensureBuyers(client, unknown)) ids.set(key, id);
  return ids;
}
