import { randomBytes, randomUUID } from 'node:crypto';
import { anonymous, newSigningKeyText, readSigningKey, type Actor } from '@hub/runtime/auth';
import { createSubgraph } from '@hub/insights/subgraph';
import { createInProcessExecutor, encodeId, type SubgraphResponse } from '@hub/runtime/graphql';
import { taskListOf } from '@hub/runtime/jobs';
import { openSharedStores, openSubgraphStores } from '@hub/runtime/service';
import { createLogger } from '@hub/runtime/telemetry';
import { Logger, runOnce } from 'graphile-worker';
import mongoose from 'mongoose';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { createPeople } from '../kit/people.js';
import { storeUrls } from '../kit/stores.js';
import { addTender, type TenderRow } from '../kit/tender-rows.js';

export interface InsightsOptions {
  /** Default: a database of this test's own on the running server. */
  readonly mongodbUrl?: string;
  readonly redisUrl?: string | null;
  readonly now?: () => Date;
  /** Settings of the subgraph. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The insights subgraph over stores of its own, with a worker that runs when told to. */
export type TestInsights = Awaited<ReturnType<typeof openInsights>>;

export async function openInsights({ mongodbUrl, redisUrl = null, now, env = {} }: InsightsOptions = {}) {
  const database = await testDatabase();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const url = mongodbUrl ?? ownMongodb();
  const settings = {
    databaseUrl: database.urlOf('svc_insights'),
    mongodbUrl: url,
    redisUrl,
    poolSizeMax: 6,
    connectTimeoutMs: 10_000,
  };
  const shared = await openSharedStores(settings, logger);
  const stores = openSubgraphStores({ name: 'insights', settings, shared, logger, ...(now && { now }) });
  const subgraph = await createSubgraph(env)({ database: stores.database });
  if (mongodbUrl === undefined) await shared.documents.migrate(subgraph.documentMigrations);
  const masked: unknown[] = [];
  const execute = createInProcessExecutor(subgraph, {
    scopeOf: stores.scopeOf,
    onMasked: (error) => masked.push(error),
  });
  const mongo = mongodbUrl === undefined ? await mongoose.createConnection(url).asPromise() : null;

  return {
    database,
    stores,
    subgraph,
    mongodbUrl: url,
    /** The jobs of the subgraph, for a worker. */
    jobs: () => subgraph.jobs.map((job) => ({ job, scopeOf: stores.scopeOf })),
    /** Originals of the errors whose text clients do not get. */
    masked,
    /** The raw document database, for looking and for going round the walls. */
    collection(name: string) {
      if (mongo === null) throw new Error('This test runs without a document store.');
      return mongo.collection<{ _id: string } & Record<string, unknown>>(name);
    },
    team: createPeople(database, await readSigningKey(await newSigningKeyText())),
    ask: (
      query: string,
      options: { variables?: Record<string, unknown>; as?: Actor } = {},
    ): Promise<SubgraphResponse> =>
      execute({
        query,
        variables: options.variables ?? {},
        actor: options.as ?? anonymous,
        requestId: 'test',
        requestKey: {},
      }),
    /** The document store for maintenance over all teams. */
    system: () => shared.documents.system('test'),
    /** Runs one job by hand, as the worker would. */
    async runJob(name: string, payload: Record<string, unknown>, teamId: string | null = null): Promise<void> {
      const job = subgraph.jobs.find((candidate) => candidate.name === name);
      if (job === undefined) throw new Error(`There is no job ${name}.`);
      const actor: Actor = { kind: 'system', name, teamId };
      await job.run(job.schema.parse(payload), stores.scopeOf({ actor, requestId: 'job' }));
    },
    /** Has a team track a tender, and stores its score as the worker would. */
    async score(tenderRow: string, teamId: string): Promise<void> {
      await database.sql(
        'insert into workspace.entry (team_id, tender_id) values ($1, $2) on conflict (team_id, tender_id) do nothing',
        [teamId, tenderRow],
      );
      await this.runJob('insights:score-tender', { tenderId: tenderRow }, teamId);
    },
    /** Runs what waits in the queue. */
    async runQueue(): Promise<void> {
      const taskList = taskListOf(this.jobs());
      const quiet = new Logger(() => () => undefined);
      await runOnce({ connectionString: database.urlOf('svc_worker'), taskList, noHandleSignals: true, logger: quiet });
    },
    /** Names and payloads of the jobs that wait. */
    queued: () =>
      database.sql<{ task: string; payload: Record<string, unknown> }>(
        `select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
      ),
    async close() {
      await mongo?.dropDatabase();
      await mongo?.close();
      await stores.close();
      await shared.close();
      await database.drop();
    },
  };
}

/** A tender with the texts that insights read, and what the importer would have read out of its description. */
export async function addDescribedTender(
  database: TestDatabase,
  {
    description = null,
    specialConditions = null,
    category = null,
    cidb = null,
    ...row
  }: TenderRow & {
    description?: string | null;
    specialConditions?: string | null;
    category?: string | null;
    cidb?: { grade: number; classOfWorks: string; text: string } | null;
  },
): Promise<{ row: string; id: string }> {
  const tender = await addTender(database, row);
  await database.sql(
    'update tenders.tender set description = $2, special_conditions = $3, category = $4 where id = $1',
    [tender.row, description, specialConditions, category],
  );
  if (cidb !== null) {
    const { text, ...asked } = cidb;
    const designation = { ...asked, isPotentiallyEmerging: false, isOrHigher: false, alternatives: 1 };
    const start = description?.indexOf(text) ?? 0;
    const span = { field: 'DESCRIPTION', start, end: start + text.length, text };
    await database.sql('insert into tenders.tender_fact (tender_id, reader_version, cidb) values ($1, 1, $2)', [
      tender.row,
      { designations: [{ ...designation, span }], notApplicable: [], mention: null, emerging: null },
    ]);
  }
  return tender;
}

/** What a team states about itself. */
export async function addProfile(
  database: TestDatabase,
  teamId: string,
  profile: { sectors?: string[]; provinces?: string[]; experienceYears?: number | null; designations?: string[] },
): Promise<void> {
  const { sectors = [], provinces = [], experienceYears = null, designations = [] } = profile;
  await database.sql(
    'insert into identity.company_profile (team_id, company_name, sectors, provinces, experience_years) values ($1, $2, $3, $4, $5)',
    [teamId, 'A Company', sectors, provinces, experienceYears],
  );
  for (const designation of designations) {
    await database.sql(`insert into identity.capability (team_id, scheme, designation) values ($1, 'CIDB', $2)`, [
      teamId,
      designation,
    ]);
  }
}

/** The id that the API would give a tender that does not exist. */
export const unknownTenderId = (): string => encodeId('Tender', randomUUID());

/** Asks for entities as the gateway does. */
export const entitiesQuery = (selection: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Tender { id ${selection} } } }`;

/** Representations of tenders for `entitiesQuery`. */
export function representing(...ids: readonly string[]): Record<string, unknown> {
  return { representations: ids.map((id) => ({ __typename: 'Tender', id })) };
}

function ownMongodb(): string {
  const url = new URL(storeUrls().mongodb);
  url.pathname = `/hub_test_${randomBytes(6).toString('hex')}`;
  return url.toString();
}
