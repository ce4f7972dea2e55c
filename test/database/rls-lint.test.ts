import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.js';

const lint = readFileSync(new URL('./rls-lint.sql', import.meta.url), 'utf8');

// Findings that are meant to be there, each with its reason.
const accepted = [
  // A producer's only door into the job queue; it stamps the team of the transaction on the job.
  'L11 security definer executable by a service: app.enqueue_job(text,jsonb,text,text,timestamp with time zone,integer,text)',
  // The same door, for many jobs at once.
  'L11 security definer executable by a service: app.enqueue_jobs(text,jsonb[],text[],integer,text,text[],timestamp with time zone)',
  // Of the worker alone: ciphertexts of all teams that were made with older keys, to be encrypted again.
  'L11 security definer executable by a service: app.fields_of_older_keys(text,text,uuid,uuid,integer)',
  // Deletes idempotency keys of all teams that are older than two days, and answers how many.
  'L11 security definer executable by a service: app.forget_idempotency(integer)',
  // Deletes receipts of old writes, which belong to no team, and answers how many.
  'L11 security definer executable by a service: app.forget_write_receipts(integer)',
  // Says of one job of the team by its key whether it waits, and nothing else.
  'L11 security definer executable by a service: app.is_job_due(text,text,jsonb)',
  // Says of one queue by its name whether a job in it would be taken up, and nothing else.
  'L11 security definer executable by a service: app.job_queue_state(text)',
  // Of the worker alone: puts a ciphertext in the place of the one that was read.
  'L11 security definer executable by a service: app.replace_field(text,uuid,uuid,text,text)',
  // Of the worker alone: where the chains of teams go on behind what was archived.
  'L11 security definer executable by a service: events.anchors(uuid,integer)',
  // The only door into the event stream: it stamps team, person and service, and refuses types of other services.
  'L11 security definer executable by a service: events.append(text,text,jsonb,uuid[],jsonb)',
  // The same door, for many events at once.
  'L11 security definer executable by a service: events.append_many(jsonb,jsonb)',
  // Names months and nothing of what is in them.
  'L11 security definer executable by a service: events.archivable()',
  // Of the worker alone: events of all teams that are 13 months old become files.
  'L11 security definer executable by a service: events.archive_month(timestamp with time zone,bigint,bigint,bigint,bytea,bytea)',
  'L11 security definer executable by a service: events.archive_slice(timestamp with time zone,bigint,integer)',
  // A file of the audit log holds events of the current team, and no others.
  'L11 security definer executable by a service: events.audit_lines(bigint,bigint,integer)',
  'L11 security definer executable by a service: events.audit_span()',
  // What happened to entries, projects and tasks of the current team, and nothing else of the stream.
  'L11 security definer executable by a service: events.changes_named(uuid[])',
  'L11 security definer executable by a service: events.changes_of(uuid,uuid,integer)',
  'L11 security definer executable by a service: events.count_changes_of(uuid)',
  // Of the worker alone: it makes readers known, whatever role it has taken on.
  'L11 security definer executable by a service: events.enrol_reader(text,boolean)',
  // Of the worker alone: erasing empties what events say of a person.
  'L11 security definer executable by a service: events.erase_person(uuid)',
  // Of the worker alone: erasing empties what events say of a team.
  'L11 security definer executable by a service: events.erase_team(uuid)',
  // A number that counts erasures of all teams.
  'L11 security definer executable by a service: events.erasure_count()',
  // Of the worker alone: the ends of all chains are written down outside the database, and compared.
  'L11 security definer executable by a service: events.heads(uuid,integer)',
  'L11 security definer executable by a service: events.lost_heads(jsonb)',
  // Makes empty tables for months to come.
  'L11 security definer executable by a service: events.make_partitions(timestamp with time zone)',
  // Of the worker alone: readers go over the events of all teams, and their effects under the team of each.
  'L11 security definer executable by a service: events.move(text,bigint,timestamp with time zone)',
  'L11 security definer executable by a service: events.note_failure(text,bigint,uuid,text)',
  'L11 security definer executable by a service: events.pass_over(text,bigint,timestamp with time zone)',
  // Of the worker alone: live updates follow the events of all teams.
  'L11 security definer executable by a service: events.read_after(bigint,timestamp with time zone,integer)',
  // Of the worker alone: gives committed events their places.
  'L11 security definer executable by a service: events.seal(integer,bigint)',
  // Of the worker alone: how far readers are behind.
  'L11 security definer executable by a service: events.state()',
  // Of the worker alone: see events.move.
  'L11 security definer executable by a service: events.take(text,text[],integer)',
  // Of the worker alone: what is wrong with the chain of a team.
  'L11 security definer executable by a service: events.verify(uuid)',
  // Who writes, and the gateway for who reads, asks what they may do; as identity.standing.
  'L11 security definer executable by a service: identity.authority(uuid)',
  // Who proved a mailbox gives the account that address; it answers the one before, which is told of it.
  'L11 security definer executable by a service: identity.change_email(uuid,text)',
  // A person changes their own password, and is signed out everywhere else.
  'L11 security definer executable by a service: identity.change_password(text,text,uuid)',
  // A person ends sessions of their own, in every team.
  'L11 security definer executable by a service: identity.end_own_sessions(uuid,uuid)',
  // Codes from mails are presented before there is a team: by address or hash, answering ids and what proves a person.
  'L11 security definer executable by a service: identity.find_account(text)',
  'L11 security definer executable by a service: identity.find_invitation(bytea)',
  // Signing in happens before a team is known; the function answers one row for one e-mail and slug.
  'L11 security definer executable by a service: identity.find_sign_in(text,text)',
  // Deletes codes that ended a day ago, and answers how many.
  'L11 security definer executable by a service: identity.forget_email_tokens(integer)',
  // Deletes what people of all teams were told more than 90 days ago, and answers how many.
  'L11 security definer executable by a service: identity.forget_notifications(integer)',
  // Deletes sessions of all teams that would have ended 30 days ago, and answers how many.
  'L11 security definer executable by a service: identity.forget_sessions(integer)',
  // Whether a member of the current team could sign in, and nothing else.
  'L11 security definer executable by a service: identity.is_member_now(uuid)',
  // Whether the team of a job is suspended, and of no other.
  'L11 security definer executable by a service: identity.is_suspended()',
  // When sessions were last used, from Redis; it answers how many were news.
  'L11 security definer executable by a service: identity.note_activity(uuid[],timestamp with time zone[])',
  // Of the worker alone: what became of a mail to a person of the team of the transaction.
  'L11 security definer executable by a service: identity.note_mail(uuid,text,text,timestamp with time zone)',
  // Tells people of the team of the transaction, as they choose; answers how many.
  'L11 security definer executable by a service: identity.notify(jsonb,timestamp with time zone)',
  // A person sees the teams and the sessions of their own account, and of no other.
  'L11 security definer executable by a service: identity.own_memberships()',
  'L11 security definer executable by a service: identity.own_sessions()',
  // Of the worker alone: who invited, who joined, and where else the invited person works.
  'L11 security definer executable by a service: identity.people_of_invitation(uuid)',
  // For a super-admin alone, whom it checks: which teams there are.
  'L11 security definer executable by a service: identity.platform_teams(uuid[],text,uuid,integer)',
  // Queues a job for each team with a proved domain, in the name of that team, and answers how many there were.
  'L11 security definer executable by a service: identity.queue_domain_checks()',
  // Queues a job for each person with mails that are due, and answers how many there were.
  'L11 security definer executable by a service: identity.queue_mails(timestamp with time zone)',
  // Who proved the mailbox sets the password, and is signed out of every team.
  'L11 security definer executable by a service: identity.reset_password(uuid,text)',
  // Of an account that is in the current team and in no other.
  'L11 security definer executable by a service: identity.set_account_active(uuid,boolean)',
  // A person chooses among their own teams.
  'L11 security definer executable by a service: identity.set_default_membership(uuid)',
  // A user name is unique among all people; the function changes that of the person alone.
  'L11 security definer executable by a service: identity.set_username(text)',
  // A domain is proved in public: whose it is can be asked before there is a session, for the short name alone.
  'L11 security definer executable by a service: identity.slug_of_domain(text)',
  // Who writes asks how they stand; the function answers for the team and account of the transaction alone.
  'L11 security definer executable by a service: identity.standing(uuid)',
  // Of the worker alone: mails of a person of the team of the transaction that are due, each once.
  'L11 security definer executable by a service: identity.take_mails(uuid,timestamp with time zone)',
  // Who proved the mailbox of an account is noted as having done so.
  'L11 security definer executable by a service: identity.verify_email(uuid,text)',
  // Queue the scoring of tenders for each team that has them, in its name, and answer only how many there were.
  'L11 security definer executable by a service: insights.queue_passed(timestamp with time zone)',
  'L11 security definer executable by a service: insights.queue_rescoring(uuid[],text)',
  'L11 security definer executable by a service: insights.queue_rescoring_of_all()',
  // The number under which a transaction changes public tenders, and its event; it names no tender and no team.
  'L11 security definer executable by a service: tenders.current_change()',
  // Deletes exports of all teams whose file has been gone for 30 days, and answers how many.
  'L11 security definer executable by a service: tenders.forget_exports(integer)',
  // Deletes counts of searches of all teams that are older than 90 days, and answers how many.
  'L11 security definer executable by a service: tenders.forget_search_usage(integer)',
  // Deletes imports, which belong to no team, and answers how many.
  'L11 security definer executable by a service: tenders.forget_source_runs(integer)',
  // Gives a change of public tenders the next place, and no other row is written.
  'L11 security definer executable by a service: tenders.place_change(bigint,uuid[])',
  // Alerts begin with tenders that changed, before any team is known; the function queues a job for each team that waits
  // for one, in its name, and answers only how many there were.
  'L11 security definer executable by a service: tenders.queue_alerts(timestamp with time zone)',
  // Which teams have tenders to read again is known to no service; it queues a job for each in its name, and answers only how
  // many there were.
  'L11 security definer executable by a service: tenders.queue_own_words(integer)',
  // Queues a job for each team to be reminded of a tender or a task, and answers how many there were.
  'L11 security definer executable by a service: tenders.queue_reminders(timestamp with time zone)',
  // Deletes what has been in the bins of teams for 90 days, and answers how many.
  'L11 security definer executable by a service: workspace.purge_activities(integer)',
  'L11 security definer executable by a service: workspace.purge_bin(integer)',
  // Of the worker alone: which decisions of all teams a change of tenders puts in doubt, and who leads their projects.
  'L11 security definer executable by a service: workspace.pursuits_reopened_by(bigint,uuid[],uuid,integer,timestamp with time zone)',
  // Queues a job for each team with finished projects to put into the archive, and answers how many there were.
  'L11 security definer executable by a service: workspace.queue_archiving(timestamp with time zone)',
  // Of the worker alone: which entries of all teams track some tenders.
  'L11 security definer executable by a service: workspace.trackers_of(uuid[],uuid,integer)',
  // Of the worker alone: what teams have in hand about tenders that have changed.
  'L11 security definer executable by a service: workspace.work_on_tenders(uuid[],uuid,integer)',
  // People type slugs to sign in: that one is taken is public knowledge.
  'L12 unique index without team_id: identity.team_slug_unique',
  // Read in the order of writing, by the sealer alone, and all but empty.
  'L14 no index leads with team_id: events.inbox',
];

describe('the catalogue', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  test('has no finding beyond those accepted with a reason', async () => {
    expect(await findings(database)).toEqual(accepted);
  });

  test('is found wanting when a tenant table is made badly', async () => {
    await database.sql(`
      create table workspace.bad_note (id uuid primary key, team_id uuid, title text unique);
      grant all on workspace.bad_note to svc_workspace;
      alter table workspace.bad_note enable row level security;
      create policy everyone on workspace.bad_note using (true);
      create policy more on workspace.bad_note using (team_id = current_setting('app.team_id')::uuid);
      create view workspace.bad_view as select * from workspace.bad_note;
      grant select on workspace.bad_view to svc_workspace;
      create function workspace.bad_function() returns void language sql security definer as 'select';
    `);
    const rules = (await findings(database)).filter((finding) => !accepted.includes(finding));
    expect(rules).toEqual([
      'L01 row-level security is not enabled and forced: workspace.bad_note',
      'L03 more than one permissive policy for a command: workspace.bad_note a',
      'L03 more than one permissive policy for a command: workspace.bad_note d',
      'L03 more than one permissive policy for a command: workspace.bad_note r',
      'L03 more than one permissive policy for a command: workspace.bad_note w',
      'L04 policy that does not compare team_id with the current team: workspace.bad_note.everyone',
      'L04 policy that does not compare team_id with the current team: workspace.bad_note.more',
      'L05 policy that reads a setting itself: workspace.bad_note.more',
      'L05 policy with using but without with check: workspace.bad_note.everyone',
      'L05 policy with using but without with check: workspace.bad_note.more',
      'L08 view without security_invoker: workspace.bad_view',
      'L10 security definer without a pinned search_path: workspace.bad_function()',
      'L11 security definer executable by a service: workspace.bad_function()',
      'L12 unique index without team_id: workspace.bad_note_title_key',
      'L14 no index leads with team_id: workspace.bad_note',
      'L15 service may truncate, reference or trigger: svc_workspace workspace.bad_note',
      'L16 team_id may be null: workspace.bad_note',
    ]);
  });
});

async function findings(database: TestDatabase): Promise<string[]> {
  const rows = await database.sql<{ rule: string; object: string }>(lint);
  return rows.map(({ rule, object }) => `${rule}: ${object}`);
}
