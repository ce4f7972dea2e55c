import { hashPassword } from '@hub/identity/password';
import { encodeId } from '@hub/runtime/graphql';
import type { TestUser } from '../kit/people.js';
import type { World } from '../kit/world.js';

export const password = 'a long enough password';

/** A mutation that is carried out: who sends what, and what is then to be found of it in the stream. */
export interface Sent {
  readonly as: TestUser | null;
  /** Null for a mutation without input. */
  readonly input: Readonly<Record<string, unknown>> | null;
  /** What must not be told: passwords, tokens, credentials. */
  readonly secrets?: readonly string[];
  /** Whose event it is, where it is not the own team's: of no team, or of one that it makes. */
  readonly team?: 'none' | 'new';
}

/** How one mutation succeeds. */
export interface MutationFixture {
  readonly event: string;
  /** `__typename` of the answer. */
  readonly answers: string;
  /** Makes what the mutation needs, of its own team, so that fixtures know nothing of each other. */
  readonly arrange: (world: World) => Promise<Sent>;
  /** Input that is refused; what is left out is that of the matrix of mutations. */
  readonly refused?: (world: World) => Promise<Sent>;
}

export async function somebody({ own }: World, role: 'member' | 'admin' = 'member'): Promise<TestUser> {
  return own.team.user({ role });
}

export async function idOf({ hub }: World, type: string, sql: string, values: readonly unknown[]): Promise<string> {
  const [row] = await hub.database.sql<{ id: string }>(sql, [...values]);
  if (row === undefined) throw new Error(`No ${type} was made.`);
  return encodeId(type, row.id);
}

export async function withPassword({ own }: World): Promise<TestUser> {
  return own.team.user({ passwordHash: await hashPassword(password) });
}

export async function codeSent(
  { hub }: World,
  { query, email, as }: { query: string; email: string; as?: TestUser },
): Promise<string> {
  await hub.ask(query, { variables: { input: { email } }, ...(as && { as }) });
  await hub.runJobs();
  const mail = (await hub.outbox.list()).find(({ to }) => to === email);
  const [code] = /hubm_[\w-]+/u.exec(mail?.text ?? '') ?? [];
  if (code === undefined) throw new Error('No code was sent.');
  return code;
}

export async function memberIdOf(world: World): Promise<string> {
  return encodeId('Member', (await somebody(world)).actor.membershipId);
}

export const asMember = (input: (world: World) => Promise<Record<string, unknown>>) => async (world: World) => ({
  as: await somebody(world),
  input: await input(world),
});

export const asAdmin = (input: (world: World) => Promise<Record<string, unknown>>) => async (world: World) => ({
  as: await somebody(world, 'admin'),
  input: await input(world),
});
