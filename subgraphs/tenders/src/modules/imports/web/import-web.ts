import type { BulkPool } from '@hub/runtime/database';
import type { Dispatcher } from 'undici';
import type { FoundItem } from '../../../ocds/index.js';
import { type Clock, type Pacer, createSourceClient } from '../../../source-http/index.js';
import { createExtensionFetcher, fetchDueExtensions } from './fetch-extensions.service.js';
import { createLinkFollower } from './linked-releases.js';
import { findKnownReleases } from '../write/release.repository.js';
import { withClient } from '../../../bulk/index.js';

/** What an import may fetch beside what it was given: releases that records point at, and extensions that packages name. */
export interface ImportWeb {
  /** What to import in place of an item, once all that it names is there or known to be missing. */
  complete(item: FoundItem): Promise<FoundItem[]>;
  /** Fetches extensions that earlier imports named and could not have. */
  fetchDueExtensions(): Promise<void>;
  close(): Promise<void>;
}

export interface ImportWebOptions {
  readonly pool: BulkPool;
  /** Connects to public addresses only: see guardedAgent. */
  readonly dispatcher: Dispatcher;
  readonly hostsAllowed: readonly string[];
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly bodyBytesMax?: number;
  readonly onRequest?: () => void;
  /** True once no further release is to be fetched, so that a run never takes for ever. */
  readonly isTimeUp?: () => boolean;
  /** Leaves linked releases alone that are stored already: a poll meets the same records again and again. */
  readonly skipsKnown?: boolean;
}

const attemptsMax = 3;

/** Opens the way to the web for one run. */
export function openImportWeb({ pool, ...options }: ImportWebOptions): ImportWeb {
  const { hostsAllowed, clock, isTimeUp = () => false, skipsKnown = false } = options;
  // Whatever stands in a file is somebody's text: every address is checked, also those of sources that we know.
  const client = createSourceClient({ ...options, isGuarded: true, attemptsMax });
  const links = createLinkFollower({
    client,
    hostsAllowed,
    isTimeUp,
    releasesKnown: async (ocid) => (skipsKnown ? withClient(pool, (found) => findKnownReleases(found, ocid)) : null),
  });
  const extensions = { pool, client, hostsAllowed, now: () => clock.now() };
  const fetchExtensions = createExtensionFetcher(extensions);
  return {
    async complete(item) {
      const items = await links.follow(item);
      for (const { facts } of items) await fetchExtensions(facts.extensions);
      return items;
    },
    fetchDueExtensions: () => fetchDueExtensions(extensions),
    close: () => links.close(),
  };
}
