import type { TenderResolvers } from '../../../types.generated.js';
import { partsPage } from '../part-pages.js';

export const Tender: Pick<
  TenderResolvers,
  'contracts' | 'documents' | 'items' | 'lots' | '__isTypeOf' | '__resolveReference'
> = {
  contracts: ({ id }, page, { loaders }) =>
    partsPage(loaders.contracts, 'contracts', { parent: { tenderId: id }, page }),
  documents: ({ id }, page, { loaders }) =>
    partsPage(loaders.documents, 'documents', { parent: { tenderId: id }, page }),
  items: ({ id }, page, { loaders }) => partsPage(loaders.items, 'items', { parent: { tenderId: id }, page }),
  lots: ({ id }, page, { loaders }) => partsPage(loaders.lots, 'lots', { parent: { tenderId: id }, page }),
};
