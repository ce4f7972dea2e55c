import { buildSubgraphSchema } from '@apollo/subgraph';
import { powersOf, type Actor } from '@hub/runtime/auth';
import { can, createInProcessExecutor, defineSubgraph, type PermissionMap, type Subgraph } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { parse } from 'graphql';
import { median } from '../bench.js';

const rowCount = 1_000;
const fieldCount = 11;
const rounds = 120;
const queriesOfRound = 20;
const order = ['bare', 'guarded', 'perField'] as const;

const names = Array.from({ length: fieldCount - 1 }, (_, index) => `field${index}`);
const rows = Array.from({ length: rowCount }, (_, index) => ({
  id: String(index),
  ...Object.fromEntries(names.map((name) => [name, `${name} of ${index}`])),
}));
const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { rows: [Row!]! }
  type Row @key(fields: "id") { id: ID! ${names.map((name) => `${name}: String`).join(' ')} }
`);
// Asynchronous, as everything is that reads a store: waiting is not what rules cost.
const resolvers = { Query: { rows: async () => rows }, Row: { __resolveReference: () => rows[0] } };
const id = '0197f0a0-1111-7222-8333-444455556666';
// Somebody with a role of the team, whose permissions are no shared set.
const grants = [{ role: id, permissions: ['audit:read'], project: null, until: null }];
const actor: Actor = {
  kind: 'user',
  ...{ accountId: id, teamId: id, membershipId: id, sessionId: id, plan: 'PRO' },
  ...powersOf({ role: 'viewer', version: 1, grants }, new Date()),
};

/** How much longer a query of many rows takes with rules before it, as the tables of the subgraphs have them. */
export async function measurePermissions(): Promise<Record<string, number>> {
  const guarded = subgraphWith({
    Query: { rows: can('entry:read') },
    Row: { '*': 'inherit', __resolveReference: can('entry:read') },
  });
  const perField = subgraphWith({
    Query: { rows: can('entry:read') },
    Row: { '*': 'inherit', __resolveReference: can('entry:read'), field0: can('member:read') },
  });
  const bare: Subgraph = { ...guarded, schema: buildSubgraphSchema({ typeDefs, resolvers }) };
  const runs = { bare: runOf(bare), guarded: runOf(guarded), perField: runOf(perField) };
  const taken: Record<keyof typeof runs, number[]> = { bare: [], guarded: [], perField: [] };
  // Each goes first as often as the others: garbage of one is collected while the next is measured.
  for (let round = 0; round < rounds; round += 1)
    for (let place = 0; place < order.length; place += 1) {
      const name = order[(round + place) % order.length] ?? 'bare';
      taken[name].push(await cpuMs(runs[name]));
    }
  const warm = (name: keyof typeof runs) => taken[name].slice(rounds / 4);
  const ms = (name: keyof typeof runs) => median(warm(name)) / queriesOfRound;
  const toBare = (name: keyof typeof runs) => {
    const bare = warm('bare');
    return median(warm(name).map((taking, round) => taking / (bare[round] ?? Number.NaN)));
  };
  return {
    queryWithoutRulesMs: ms('bare'),
    queryWithRulesMs: ms('guarded'),
    rulesToWithout: toBare('guarded'),
    ruleOnOneFieldOfEachRowToWithout: toBare('perField'),
  };
}

/** What the work took of this thread's own time: what else the machine does meanwhile is not counted. */
async function cpuMs(work: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

function subgraphWith(permissions: PermissionMap): Subgraph {
  const context = (scope: RequestScope) => scope;
  return defineSubgraph({ name: 'workspace', typeDefs, resolvers, permissions, jobs: [], context });
}

function runOf(subgraph: Subgraph): () => Promise<void> {
  const scopeOf = (): RequestScope => Object.assign(Object.create(null), { actor, requestId: 'bench' });
  const execute = createInProcessExecutor(subgraph, { scopeOf, onMasked: () => undefined });
  const query = `{ rows { id ${names.join(' ')} } }`;
  return async () => {
    for (let count = 0; count < queriesOfRound; count += 1) {
      const { data, errors } = await execute({ query, variables: {}, actor, requestId: 'bench', requestKey: {} });
      const found = data?.['rows'];
      if (errors || !Array.isArray(found) || found.length !== rowCount) throw new Error('The query failed.');
    }
  };
}
