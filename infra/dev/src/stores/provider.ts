import type { Machine } from './shared/machine.js';
import type { Place } from './shared/place.js';

/** The three stores that the product runs on. */
export const storeNames = ['postgres', 'redis', 'mongodb'] as const;
export type StoreName = (typeof storeNames)[number];

/** `start` keeps every acknowledged write; any other profile but `start` may trade that for speed. */
export type Profile = string;

export interface StoreContext {
  readonly store: StoreName;
  readonly profile: Profile;
  readonly machine: Machine;
  readonly place: Place;
  /** Says what takes time. One sentence a call, no line break. */
  readonly log: (message: string) => void;
  /** Aborted when the person pressed Ctrl-C: a provider then stops what it began and throws. */
  readonly signal: AbortSignal;
}

export interface RunningStore {
  readonly url: string;
  /** One line for the table: version, where the data lives, anything unexpected. */
  readonly note: string;
  /** Stops the store if this process is the one that should; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

export interface Refusal {
  readonly refused: string;
  /** What to type to make this provider work. */
  readonly remedy?: string;
  /** A final refusal ends the search: an address that a person gave is an instruction, not a hint. */
  readonly isFinal?: boolean;
}

export interface Usable {
  readonly usable: string;
}

/** One way to come by a store. */
export interface Provider {
  readonly name: string;
  readonly store: StoreName;
  /** Looks only: starts nothing, downloads nothing, takes well under a second. */
  readonly examine: (context: StoreContext) => Promise<Usable | Refusal>;
  /** Called after `examine` found the provider usable. */
  readonly tryStart: (context: StoreContext) => Promise<RunningStore | Refusal>;
}

/** True when the answer of a provider is a refusal. */
export function isRefusal(answer: object): answer is Refusal {
  return 'refused' in answer;
}

/** True unless writes may be lost with the machine: only `start` and `shared` data is kept. */
export function isDurable(profile: Profile): boolean {
  return !profile.startsWith('test');
}
