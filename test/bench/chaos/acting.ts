import { setTimeout as pause } from 'node:timers/promises';
import { isSignedOut, type Client } from './client.js';
import { resultOf, type Ledger, type LedgerKind, type Result } from './ledger.js';
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

/** Sends a mutation once. */
export async function mutate({ client }: Acting, person: Person, mutation: Mutation): Promise<Result> {
  const { kind, field, query, input } = mutation;
  const answer = await client.ask({ kind, query, variables: { input }, token: person.session?.accessToken });
  if (answer.codes.some(isSignedOut)) person.session = null;
  return resultOf(answer, field);
}

/** A write that can be repeated: with an idempotency key, or because a removed thing is gone the second time. */
export interface Writing {
  readonly entered: { readonly kind: LedgerKind; readonly mark: string };
  readonly mutation: Mutation;
}

/** Sends a write and enters in the ledger what came of it; one of unknown outcome is repeated until it is settled. */
export async function writeDown(acting: Acting, person: Person, { entered, mutation }: Writing): Promise<Result> {
  const atMs = acting.clock();
  const result = await mutate(acting, person, mutation);
  const isUnknown = result.told === 'unknown';
  const settled = isUnknown ? await settle(acting, person, mutation) : result;
  acting.ledger.add({ ...entered, atMs, told: settled.told, code: result.code, wasUnknown: isUnknown });
  return settled;
}

/** What a client does that must know. Looking would not do: a server that wakes up may still have the commit before it. */
async function settle(acting: Acting, person: Person, mutation: Mutation): Promise<Result> {
  const unknown: Result = { told: 'unknown', code: null, member: null };
  for (let tries = 0; tries < settlingTriesMax; tries += 1) {
    await pause(settlingPauseMs);
    const again = await mutate(acting, person, { ...mutation, kind: `again:${mutation.field}` });
    if (again.code === 'NotFound') return { ...again, told: 'made' };
    // Without a member nothing was settled: the store is away still, or the session has ended.
    if (again.member !== null) return again;
  }
  return unknown;
}
