import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from './client.js';
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

const settlingTriesMax = 40;
const settlingPauseMs = 1_000;

/** Sends a mutation once. */
export async function mutate({ client }: Acting, person: Person, mutation: Mutation): Promise<Result> {
  const { kind, field, query, input } = mutation;
  const answer = await client.ask({ kind, query, variables: { input }, token: person.session?.accessToken });
  if (answer.codes.includes('UNAUTHENTICATED')) person.session = null;
  return resultOf(answer, field);
}

/**
 * Sends a write and enters in the ledger what came of it. One of unknown outcome is sent again, the same to the letter
 * and with the same idempotency key, until the answer says more.
 *
 * @param isMade - tells from an answer other than success that an earlier try has made it.
 */
export async function writeDown(
  acting: Acting,
  person: Person,
  {
    entered,
    mutation,
    isMade,
  }: {
    entered: { kind: LedgerKind; mark: string };
    mutation: Mutation;
    isMade?: (result: Result) => boolean;
  },
): Promise<Result> {
  const atMs = acting.clock();
  let result = await mutate(acting, person, mutation);
  let unknowns = 0;
  while (result.told === 'unknown' && unknowns < settlingTriesMax) {
    unknowns += 1;
    await pause(settlingPauseMs);
    const again = await mutate(acting, person, mutation);
    // A try that was refused for the outage says nothing about the one before it.
    if (again.told === 'made' || isMade?.(again) === true) result = { ...again, told: 'made' };
    else if (again.member !== null) result = again;
  }
  acting.ledger.add({ ...entered, atMs, told: result.told, code: result.code, unknowns });
  return result;
}
