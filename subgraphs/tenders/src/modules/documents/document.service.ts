import { type PageArguments, pageOf, sliceOf } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import type { FetchedFile } from './document-fetch.repository.js';
import { replacementList } from './document-replacements.js';

/** A document, as far as what is behind its address is concerned. */
export interface AddressedDocument {
  readonly url: string | null;
}

/** What was found behind the address of a document; null when nobody has looked. */
export async function fileOf({ url }: AddressedDocument, { loaders }: Context): Promise<FetchedFile | null> {
  return url === null ? null : loaders.file.load(url);
}

/** A page of the replacements of a document's file, newest first. */
export async function replacementsPage(document: AddressedDocument, page: PageArguments, context: Context) {
  const slice = sliceOf(replacementList, page);
  const file = await fileOf(document, context);
  const rows = file === null ? [] : await context.loaders.replacements.load({ parent: file.id, ...slice });
  const count = async () => (file === null ? 0 : context.loaders.replacementCount.load({ parent: file.id }));
  return pageOf(replacementList, { rows, count }, page);
}
