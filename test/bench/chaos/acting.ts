import { setTimeout as pause } from 'node:timers/promises';
import { isSignedOut, type Client } from './client.js';
import { resultOf, type Ledger, type LedgerKind, type Result, type Told } from './ledger.js';
import type { Person, Scene } from './people.js';

/** What an action works with. */
export interface Acting {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly scene: Scene;
  readonly clock: () => number;
  readonly random: () => number;
}

/** Something that a person does: one request, or a few. */
export type Action = (acting: Acting, person: Person) => Promise<void>;

/** A mutation with one field whose input is the only variable. */
export interface Mutation {
  readonly kind: string;
  readonly field: string;
  readonly query: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const settlingTriesMax = 60;
const settlingPauseMs = 1_000;
// A server that wakes up may still have the commit before it: one look that finds nothing is not enough.
const looksMin = 2;

/** Sends a mutation once. */
export async function mutate({ client }: Acting, person: Person, mutation: Mutation): Promise<Result> {
  const { kind, field, query, input } = mutation;
  const answer = await client.ask({ kind, query, variables: { input }, token: person.session?.accessToken });
  if (answer.codes.some(isSignedOut)) person.session = null;
  return resultOf(answer, field);
}

/** A write, and how to find out what became of it when the answer leaves that open. */
export interface Writing {
  readonly entered: { readonly kind: LedgerKind; readonly mark: string };
  readonly mutation: Mutation;
  /** Whether it is there; null when that cannot be seen at the moment. */
  readonly look: () => Promise<boolean | null>;
}

/** Sends a write and enters in the ledger what came of it; one of unknown outcome is looked for until it is settled. */
export async function writeDown(acting: Acting, person: Person, { entered, mutation, look }: Writing): Promise<Result> {
  const atMs = acting.clock();
  const result = await mutate(acting, person, mutation);
  const isUnknown = result.told === 'unknown';
  const told = isUnknown ? await settle(look) : result.told;
  acting.ledger.add({ ...entered, atMs, told, code: result.code, wasUnknown: isUnknown });
  return result;
}

async function settle(look: Writing['look']): Promise<Told> {
  let absent = 0;
  for (let tries = 0; tries < settlingTriesMax; tries += 1) {
    await pause(settlingPauseMs);
    const isThere = await look();
    if (isThere === true) return 'made';
    if (isThere === false) absent += 1;
    if (absent >= looksMin) return 'refused';
  }
  return 'unknown';
}
