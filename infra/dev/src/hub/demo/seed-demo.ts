import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoReleases, demoTeams, seedPeople } from '@hub/prisma/seed';
import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import { withClient } from '../../stores/postgres/postgres-probe.js';

export interface SeedDemoOptions {
  /** Connection of the role that runs the migrations. */
  readonly url: string;
  /** Password of svc_worker, which takes on the role that imports. */
  readonly workerPassword: string;
  readonly signal: AbortSignal;
}

/**
 * Fills an empty database with the demo: tenders, two teams, and what the first team tracks. Answers false, and changes
 * nothing, when there is a team already.
 */
export async function seedDemo({ url, workerPassword, signal }: SeedDemoOptions): Promise<boolean> {
  if (await hasTeams(url)) return false;
  // People come last: they are what marks the demo as complete, so a seeding that was cut short is done again.
  const workerUrl = urlOfRole(url, 'svc_worker', workerPassword);
  await importDemoTenders(urlOfWorkerAs(workerUrl, 'svc_importer'), signal);
  signal.throwIfAborted();
  if (!(await seedPeople(url))) return false;
  await trackDemoTenders(url);
  return true;
}

function hasTeams(url: string): Promise<boolean> {
  return withClient(url, async (client) => (await client.query('select 1 from identity.team limit 1')).rowCount !== 0);
}

/** The demo's tenders come in by the same door as everybody's. */
async function importDemoTenders(url: string, signal: AbortSignal): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-demo-'));
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  try {
    const target = join(folder, 'demo-releases.json');
    writeFileSync(target, JSON.stringify(demoReleases(new Date())));
    await importReleases({ target, pool, source: null, signal });
  } finally {
    await pool.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Entries of the first team, so that a first question about the workspace has an answer. */
function trackDemoTenders(url: string): Promise<void> {
  return withClient(url, async (client) => {
    await client.query('begin');
    const { rows } = await client.query<{ id: string }>('select id from identity.team where slug = $1', [
      demoTeams[0]?.slug,
    ]);
    const teamId = rows[0]?.id;
    // Row-level security is forced, so even the owner writes in the name of the team.
    await client.query(`select set_config('app.team_id', $1, true)`, [teamId]);
    await client.query(
      `insert into workspace.entry (team_id, tender_id, status, priority, assignee_membership_id, created_by_membership_id)
       select m.team_id, t.id, (array['INTERESTED', 'PENDING', 'PENDING'])[t.place], 'HIGH', m.id, m.id
       from (select t.id, row_number() over (
               -- What a civil engineering firm would look at: works, near home, soon.
               order by coalesce(t.procurement_category = 'works', false) desc, coalesce(t.province = any (p.provinces), false) desc,
                 t.closing_at, t.ocid) as place
             from tenders.tender t
             join identity.company_profile p on p.team_id = $1
             where t.closing_at > now()) t
       cross join (select team_id, id from identity.membership where team_id = $1 and role = 'owner' limit 1) m
       where t.place <= 3`,
      [teamId],
    );
    // No event tells of entries that are written past the product; their scores would wait for the night.
    await client.query('select insights.queue_rescoring_of_all()');
    await client.query('commit');
  });
}
