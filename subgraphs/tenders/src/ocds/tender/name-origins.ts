import { fieldReaders } from './field-readers.js';
import { member, ocidOf, type JsonObject } from '../json.js';
import { findNames, type TitleOrigin } from './read-names.js';
import { findBuyer, type BuyerOrigin } from './read-organisation.js';
import { ocidPrefix, type SourceSettings } from '../source-settings.js';

/** Where the names of a tender were found. */
export interface NameOrigins {
  readonly title: TitleOrigin;
  /** Null where no buyer is named. */
  readonly buyer: BuyerOrigin | null;
}

/** Tells where in a compiled release the names of its tender stand, by the readers that normaliseTender() reads with. */
export function nameOriginsOf(compiled: JsonObject, settings: SourceSettings): NameOrigins {
  const read = fieldReaders(settings);
  const scope = ocidPrefix(ocidOf(compiled));
  return {
    title: findNames({ compiled, tender: member(compiled, 'tender'), read, settings }).origin,
    buyer: findBuyer(compiled, { scope, read })?.origin ?? null,
  };
}
