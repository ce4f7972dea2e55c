import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cacheTag } from '@hub/runtime/cache';
import { startWorker } from '@hub/runtime/jobs';
import { createLogger, createOutages } from '@hub/runtime/telemetry';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import { addTender } from '../kit/tender-rows.js';
import { until } from '../kit/until.js';
import { addOwnTenders } from '../tenders/own-rows.js';
import { rhythm } from '../jobs/jobs-kit.js';
import { workElsewhere } from '../jobs/work-elsewhere.js';
import { openInsights, addProfile } from './insights-kit.js';

const secondsMax = 5_000;
const update = graphql(`
  mutation ($input: UpdateCompanyProfileInput!) {
    updateCompanyProfile(input: $input) {
      __typename
    }
  }
`);
const track = graphql(`
  mutation ($input: TrackTenderInput!) {
    trackTender(input: $input) {
      __typename
      ... on TrackTenderSuccess {
        entry {
          id
        }
      }
    }
  }
`);
const untrack = graphql(`
  mutation ($input: UntrackTenderInput!) {
    untrackTender(input: $input) {
      __typename
    }
  }
`);
const override = graphql(`
  mutation ($input: OverrideTenderFieldInput!) {
    overrideTenderField(input: $input) {
      __typename
    }
  }
`);
const readiness = graphql(`
  query ($id: ID!) {
    tender(id: $id) {
      readiness {
        score
        recommendation
      }
    }
  }
`);

describe('stored scores follow', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ now: () => new Date('2026-11-21T08:00:00Z') });
  });
  afterAll(() => hub.close());

  /** What is stored, how often it was stored, and what a reader calculates, within seconds after a change. */
  async function stored(teamId: string, tenderRow: string) {
    const startedAt = performance.now();
    const ran = await hub.runJobs();
    const isSoon = performance.now() - startedAt < secondsMax;
    const rows = await hub.database.sql<{ score: number | null; recommendation: string }>(
      'select score, recommendation from insights.readiness_score where team_id = $1 and tender_id = $2',
      [teamId, tenderRow],
    );
    return { rows, isSoon, ran: ran.filter((name) => name.includes('score')) };
  }

  test('a profile, an override, a tender and a rule that change, and tracking that ends', async () => {
    const team = await hub.team();
    const owner = hub.as(await team.user({ role: 'owner' }));
    const tender = await addTender(hub.database, { title: 'Construction of a bridge', province: 'GAUTENG' });
    const steps: unknown[] = [];
    const step = async (name: string): Promise<void> => {
      const { rows, isSoon, ran } = await stored(team.id, tender.row);
      await hub.hub.shared.cache.invalidate({ tags: [cacheTag({ team: 'public', name: `tender:${tender.row}` })] });
      const read = (await owner.data(readiness, { id: tender.id })).tender?.readiness;
      steps.push([name, ran, isSoon, rows, rows.length === 0 || JSON.stringify(rows[0]) === JSON.stringify(read)]);
    };

    const tracked = await owner.data(track, { input: { tenderId: tender.id } });
    await step('tracked');
    await owner.data(update, {
      input: { expectedVersion: 0, companyName: 'Builders', sectors: ['Construction'], provinces: ['GAUTENG'] },
    });
    await step('profile');
    await owner.data(override, {
      input: { tenderId: tender.id, field: 'PROVINCE', value: 'LIMPOPO', reason: 'The site is there.' },
    });
    await step('override');
    await hub.database.sql(
      `begin; set local role svc_importer; update tenders.tender set lifecycle = 'CANCELLED', updated_at = now() where id = '${tender.row}';
       select insights.queue_rescoring(array['${tender.row}'::uuid]); commit`,
    );
    await step('tender');
    await hub.database.sql(`update tenders.tender set lifecycle = 'LIVE' where id = $1`, [tender.row]);
    await hub.database.sql(`update insights.preference_rule set source = source where system = '80/20'`);
    await step('rule');
    await hub.database.sql(`update tenders.tender set closing_at = '2026-11-21T07:00:00Z' where id = $1`, [tender.row]);
    await hub.database.sql(`select insights.queue_passed('2026-11-21T08:00:00Z')`);
    await step('closed');
    const [version] = await hub.database.sql<{ version: number }>(
      'select version from workspace.entry where team_id = $1',
      [team.id],
    );
    const entry = tracked.trackTender?.__typename === 'TrackTenderSuccess' ? tracked.trackTender.entry.id : '';
    await owner.data(untrack, { input: { id: entry, expectedVersion: version?.version ?? 1 } });
    await step('untracked');

    const nothing = { score: null, recommendation: 'NOTHING_TO_PURSUE' };
    expect(steps).toEqual([
      ['tracked', ['insights:score-tender'], true, [{ score: null, recommendation: 'UNDECIDED' }], true],
      ['profile', ['insights:rescore-team'], true, [{ score: 100, recommendation: 'CONSIDER' }], true],
      ['override', ['insights:score-tenders'], true, [{ score: 60, recommendation: 'CONSIDER' }], true],
      ['tender', ['insights:score-tenders'], true, [{ ...nothing, score: 60 }], true],
      ['rule', ['insights:rescore-team'], true, [{ score: 60, recommendation: 'CONSIDER' }], true],
      ['closed', ['insights:score-tenders'], true, [{ ...nothing, score: 60 }], true],
      ['untracked', ['insights:score-tender'], true, [], true],
    ]);
  });

  test('what a team tracks of its own, when tracking begins, its profile changes and the tender is read again', async () => {
    const team = await hub.team();
    const owner = hub.as(await team.user({ role: 'owner' }));
    const rows = [{ title: 'Construction of a dam', province: 'GAUTENG' }];
    const [own = ''] = await addOwnTenders(hub.database, { teamId: team.id, rows });
    const steps: unknown[] = [];
    const step = async (name: string) => {
      await hub.runJobs();
      const sql = 'select score from insights.own_readiness_score where team_id = $1 and team_tender_id = $2';
      const { entries } = await owner.data('{ entries { nodes { readinessScore } } }', {});
      steps.push([name, await hub.database.sql(sql, [team.id, own]), Object(entries)['nodes']]);
    };

    await owner.data(update, {
      input: { expectedVersion: 0, companyName: 'Builders', sectors: ['Construction'], provinces: ['LIMPOPO'] },
    });
    const tracked = await owner.data(track, { input: { tenderId: encodeId('Tender', own) } });
    await step('tracked');
    await owner.data(update, { input: { expectedVersion: 1, provinces: ['GAUTENG'] } });
    await step('profile');
    const entry = tracked.trackTender?.__typename === 'TrackTenderSuccess' ? tracked.trackTender.entry.id : '';
    await owner.data(untrack, { input: { id: entry, expectedVersion: 1 } });
    await step('untracked');

    expect(steps).toEqual([
      ['tracked', [{ score: 60 }], [{ readinessScore: 60 }]],
      ['profile', [{ score: 100 }], [{ readinessScore: 100 }]],
      ['untracked', [], []],
    ]);
  });

  test('what a saved search finds, and nothing of teams that have neither tracked nor found it', async () => {
    const [finder, stranger] = [await hub.team(), await hub.team()];
    await finder.user({ role: 'owner' });
    await stranger.user({ role: 'owner' });
    const tender = await addTender(hub.database, { title: 'A viaduct over the river' });
    await hub.database.sql(
      `with search as (
         insert into tenders.saved_search (team_id, name, search, matched_at) values ($1, 'Bridges', 'viaduct', now()) returning id)
       insert into tenders.saved_search_match (team_id, saved_search_id, tender_id, number, place, first_seen_at, matched_at)
       select $1, id, $2, 1, 1, now(), now() from search`,
      [finder.id, tender.row],
    );
    await hub.database.sql(
      `begin; set local app.team_id = '${finder.id}'; select app.enqueue_job('insights:score-found', '{}'::jsonb); commit`,
    );

    const found = await stored(finder.id, tender.row);

    expect(found.ran).toEqual(['insights:score-found']);
    expect(found.rows).toHaveLength(1);
    expect((await stored(stranger.id, tender.row)).rows).toEqual([]);
  });
});

describe('a worker that is killed while it scores a team', () => {
  test('leaves no score missing, doubled or old', async () => {
    const insights = await openInsights();
    const team = await insights.team();
    await addProfile(insights.database, team.id, { sectors: ['Construction'], provinces: ['GAUTENG'] });
    await insights.database.sql(
      `with added as (
         insert into tenders.tender (id, ocid, source_id, title, lifecycle, province)
         select gen_random_uuid(), 'ocds-many-' || n, s.id, 'Construction of bridge ' || n, 'LIVE', 'GAUTENG'
         from generate_series(1, 1500) n, (select id from tenders.source limit 1) s returning id)
       insert into workspace.entry (team_id, tender_id) select $1, id from added`,
      [team.id],
    );
    const rows = () =>
      insights.database.sql<{ id: string; hash: string }>(
        'select tender_id as id, inputs_hash as hash from insights.readiness_score where team_id = $1',
        [team.id],
      );
    const child = await workElsewhere('insights', insights);
    await insights.database.sql(`select insights.queue_rescoring_of_all()`);
    await until(async () => (await rows()).length > 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const left = (await rows()).length;

    const logger = createLogger({ service: 'test', level: 'silent' });
    const worker = await startWorker({
      url: insights.database.urlOf('svc_worker'),
      jobs: insights.jobs(),
      concurrency: 4,
      logger,
      database: createOutages({ logger }).of('PostgreSQL'),
      rhythm,
    });
    await until(async () => (await insights.queued()).length === 0);
    await worker.stop();

    expect(left).toBeLessThan(1_500);
    const scores = await rows();
    const documents = await insights.collection('readiness_scores').find({ tenantId: team.id }).toArray();
    expect(scores).toHaveLength(1_500);
    expect(documents).toHaveLength(1_500);
    expect(new Map(documents.map((one) => [one['tenderId'], one['inputsHash']]))).toEqual(
      new Map(scores.map(({ id, hash }) => [id, hash])),
    );
    await insights.close();
  });
});
