import type { OrganisationState } from '../releases/tender-state.js';
import type { ImportMemory } from './import-memory.js';
import { ensureOrganisations, insertIdentifiers } from './organisation.repository.js';
import type { OrganisationIds, TenderToWrite } from './tender-rows.js';
import type { SqlClient } from './with-client.js';

/** Row ids of the organisations that tenders name. */
export interface OrganisationBooks {
  readonly buyers: OrganisationIds;
  readonly suppliers: OrganisationIds;
}

/** Ids of all buyers and suppliers of these tenders, from memory or from the database, which gets those that are new. */
export async function organisationBooks(
  client: SqlClient,
  tenders: readonly TenderToWrite[],
  memory: ImportMemory,
): Promise<OrganisationBooks> {
  const bought = tenders.map(({ state }) => state.buyer);
  const won = tenders.flatMap(({ state }) => state.awards.flatMap(({ suppliers }) => suppliers));
  return {
    buyers: await organisationIds(client, 'buyer', { organisations: bought, known: memory.buyers }),
    suppliers: await organisationIds(client, 'supplier', { organisations: won, known: memory.suppliers }),
  };
}

async function organisationIds(
  client: SqlClient,
  table: 'buyer' | 'supplier',
  { organisations, known }: { organisations: readonly (OrganisationState | null)[]; known: OrganisationIds },
): Promise<OrganisationIds> {
  const unknown = new Map<string, OrganisationState>();
  const ids = new Map<string, string>();
  for (const organisation of organisations) {
    if (organisation === null) continue;
    const id = known.get(organisation.key);
    if (id === undefined) unknown.set(organisation.key, organisation);
    else ids.set(organisation.key, id);
  }
  const found = await ensureOrganisations(client, table, unknown);
  if (table === 'supplier') await insertIdentifiers(client, unknown, found);
  for (const [key, id] of found) ids.set(key, id);
  return ids;
}
