import { AddressRefused, assertCallable as assertPublic, guardedAgent as publicAgent } from '@hub/runtime/outgoing';
import type { Agent } from 'undici';
import { PollFailure } from './poll-failure.js';

const setting = 'SOURCE_HOSTS_ALLOWED';

export interface GuardOptions {
  /** Hosts that may be called although they are private: the test server, or a proxy of the operator. Names or addresses. */
  readonly hostsAllowed: readonly string[];
}

/** @throws PollFailure `ADDRESS_REFUSED` with a sentence for whoever set up the source. */
export function assertCallable(url: URL, { hostsAllowed }: GuardOptions): void {
  try {
    assertPublic(url, { hostsAllowed, setting });
  } catch (error) {
    if (error instanceof AddressRefused) throw addressRefused(error);
    throw error;
  }
}

/** Connections to public addresses only, one request at a time to each source. */
export function guardedAgent({ hostsAllowed }: GuardOptions): Agent {
  return publicAgent({ hostsAllowed, setting });
}

/** The same refusal as a failure of the poll. */
export function addressRefused(refused: AddressRefused): PollFailure {
  return new PollFailure('ADDRESS_REFUSED', refused.message);
}
