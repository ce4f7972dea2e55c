// cspell:ignore bridg
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** What the rows of a team hang on. */
export interface FilledTeam {
  readonly team: string;
  readonly account: string;
  readonly membership: string;
}

type Run = (text: string, values?: unknown[]) => Promise<unknown>;

/** Ids that rows of public data and of teams share. */
const [tender, source] = [randomUUID(), randomUUID()];

/** Puts at least one row into every table: public data once, and all that a team and a person may have for each team. */
export async function fillEveryTable(client: Pick<pg.Client, 'query'>, teams: readonly FilledTeam[]): Promise<void> {
  const run: Run = (text, values) => client.query(text, values);
  await fillPublicTables(run);
  for (const team of teams) await fillTeam(run, team);
}

async function fillPublicTables(run: Run): Promise<void> {
  await run(`
    insert into app.erasure (kind, id) values ('team', gen_random_uuid());
    insert into app.job_runner (id, process) values ('runner-1', 'host:1');
    insert into app.stale_tag (tags) values ('{tender}');
    insert into app.write_receipt (id, is_committed) values (gen_random_uuid(), true);
    insert into tenders.source (id, name, title, settings) values ('${source}', 'every-table', 'Every table', '{}');
    insert into tenders.source_page (source_id, url, fingerprint, release_count) values ('${source}', 'https://x.test/1', 'f', 1);
    insert into tenders.source_run (source_id, target, error) values ('${source}', 'https://x.test/1', 'none');
    insert into tenders.quarantined_release (source_id, reason, detail, origin, content_hash, raw)
      values ('${source}', 'NOT_JSON', 'No object.', 'page 1', sha256('q'), '{}');
    insert into tenders.release (ocid, release_id, content_hash, source_id, is_current, is_snapshot, released_at, published_date, version, raw)
      values ('ocds-1', 'r1', sha256('r'), '${source}', true, false, now(), '2026-01-01', '1.1', '{}');
    insert into tenders.extension (url, error) values ('https://x.test/extension.json', 'Not found.');
    insert into tenders.buyer (key, name, local_id) values ('b1', 'City', 'l1');
    insert into tenders.tender (id, ocid, source_id, title, description, lifecycle, buyer_id, value_amount, value_currency, closing_at)
      values ('${tender}', 'ocds-1', '${source}', 'Bridge', 'A bridge.', 'LIVE', (select id from tenders.buyer), 12.5, 'ZAR', now());
    insert into tenders.tender_words (tender_id, words) values ('${tender}', to_tsvector('simple', 'bridge'));
    insert into tenders.tender_search (tender_id, lifecycle, value_amount, value_currency)
      values ('${tender}', 'LIVE', 12.5, 'ZAR');
    insert into analytics.buyer_spend (basis, state, amount, row_count) values ('ESTIMATED', 'VALUED', 12.5, 1);
    insert into analytics.spend_count (place, counted_at) values (1, now());
    insert into tenders.tender_version (tender_id, version, release_id, effective_at, is_silent, impact, changes)
      values ('${tender}', 2, (select id from tenders.release), now(), false, 'MINOR', '[]');
    insert into tenders.tender_document (tender_id, key, position, scope) values ('${tender}', 'd', 1, 'LOT'), ('${tender}', 'e', 2, 'TENDER');
    insert into tenders.briefing_session (tender_id, key, is_compulsory) values ('${tender}', 'b', true);
    insert into tenders.lot (tender_id, key, position, value_amount, value_currency) values ('${tender}', 'l', 1, 1, 'ZAR');
    insert into tenders.item (tender_id, key, position, quantity) values ('${tender}', 'i', 1, 2);
    insert into tenders.tender_fact (tender_id, reader_version, cidb) values ('${tender}', 1, '{}');
    insert into tenders.award (tender_id, key, position, value_amount, value_currency) values ('${tender}', 'a', 1, 1, 'ZAR');
    insert into tenders.award_item (tender_id, award_key, key, position) values ('${tender}', 'a', 'i', 1);
    insert into tenders.public_contract (tender_id, key, position) values ('${tender}', 'c', 1);
    insert into tenders.supplier (id, key, name) values ('${source}', 's1', 'Builders');
    insert into tenders.supplier_identifier (supplier_id, scheme, identifier) values ('${source}', 'ZA-CIPC', '1');
    insert into tenders.supplier_redirect (former_id, supplier_id) values (gen_random_uuid(), '${source}');
    insert into tenders.supplier_record (id, source_id, key, content_hash, supplier_id, trust, name)
      values ('${source}', '${source}', 's1', sha256('s'), '${source}', 1, 'Builders');
    insert into tenders.award_supplier (tender_id, award_key, record_id, seen_at) values ('${tender}', 'a', '${source}', now());
    insert into tenders.document_fetch (id, url_hash, url, source_id, checked_at, next_fetch_at)
      values ('${source}', sha256('u'), 'https://x.test/file', '${source}', now(), now());
    insert into tenders.document_replacement
      (document_fetch_id, sha256_before, sha256_after, byte_size_before, byte_size_after, last_seen_at, replaced_at)
      values ('${source}', sha256('1'), sha256('2'), 1, 2, now(), now());
    insert into tenders.document_text (sha256, reader_version, page_count, read_at) values (sha256('2'), 1, 1, now());
    insert into tenders.document_page (sha256, page, text) values (sha256('2'), 1, 'Guards carry radios.');
    insert into tenders.search_word (word, lexeme) values ('bridge', 'bridg');
    insert into tenders.search_block (block, cubes, cube_values, categories, category_values, buyers, buyer_values, published,
      closing, opening, amounts, terms, term_counts, term_places, presumed)
      values (0, '', '[]', '', '[]', '', '[]', '', '', '', '', '', '', '', '');
    insert into events.archive (month, first_position, last_position, links_sha256, bodies_sha256)
      values ('2020-01-01', 1, 1, sha256('l'), sha256('b'));
    insert into events.reader (name) values ('every-table');
    insert into events.reader_failure (reader, position, event_id, attempts, error, failed_at)
      values ('every-table', 1, gen_random_uuid(), 1, 'Failed.', now());`);
}

async function fillTeam(run: Run, { team, account, membership }: FilledTeam): Promise<void> {
  const own = randomUUID();
  // A team of nobody first, so that the person can be erased; older schemas let one be made.
  await run(`with unchecked as materialized (select set_config('session_replication_role', 'replica', true) as role)
    insert into identity.team (id, slug, name) select '${team}'::uuid, 't-${team.slice(0, 8)}', 'Team' from unchecked where role = 'replica'`);
  await run(`
    insert into identity.account (id, email, display_name, is_active) values ('${account}', '${account}@x.test', 'A Person', false);
    insert into identity.membership (team_id, id, account_id, role, is_default) values ('${team}', '${membership}', '${account}', 'member', true);
    insert into identity.session (team_id, account_id, refresh_hash, expires_at, address, revoked_at, revoked_reason)
      values ('${team}', '${account}', sha256('r'), now(), '127.0.0.1', now(), 'account_deactivated');
    insert into identity.email_token (purpose, token_hash, email, account_id, expires_at)
      values ('VERIFY_EMAIL', sha256(convert_to('${account}', 'UTF8')), '${account}@x.test', '${account}', now());
    insert into identity.team_limit (team_id, subject, max, reason) values ('${team}', 'PEOPLE', 9, 'Agreed.');
    insert into identity.team_setting (team_id, reporting_currency, financial_year_start_month, invitation_day_count, invitation_domains)
      values ('${team}', 'ZAR', 3, 7, '{x.test}');
    insert into identity.team_domain (team_id, domain, token) values ('${team}', 'x.test', repeat('t', 43));
    insert into identity.billing_contact (team_id, contact_encrypted) values ('${team}', 'sealed');
    insert into identity.preference (team_id, membership_id, layout) values ('${team}', '${membership}', '{"theme": "DARK"}');
    insert into identity.invitation (team_id, email, role, token_hash, sent_at, expires_at, accepted_membership_id, created_by_membership_id,
      updated_by_membership_id)
      values ('${team}', 'a@x.test', 'member', sha256(convert_to('${team}', 'UTF8')), now(), now(), '${membership}', '${membership}', '${membership}');
    insert into identity.role (team_id, id, name, permissions, created_by_membership_id, updated_by_membership_id)
      values ('${team}', '${own}', 'Estimator', '{entry:update}', '${membership}', '${membership}');
    insert into identity.role_assignment (team_id, membership_id, role_id, created_by_membership_id, updated_by_membership_id)
      values ('${team}', '${membership}', '${own}', '${membership}', '${membership}');
    insert into identity.notification (team_id, id, account_id, type, priority, data, dedupe_key, is_in_app)
      values ('${team}', '${own}', '${account}', 'EXPORT_READY', 'NORMAL', '{"rowCount": 1, "format": "CSV"}', 'k', true);
    insert into identity.notification_delivery (team_id, notification_id, channel, account_id, kind, due_at, dedupe_key)
      values ('${team}', '${own}', 'EMAIL', '${account}', 'DAILY', now(), 'd');
    insert into identity.notification_preference (team_id, account_id, type, channel, delivery)
      values ('${team}', '${account}', 'EXPORT_READY', 'EMAIL', 'DAILY');
    insert into identity.notification_schedule (team_id, account_id) values ('${team}', '${account}');
    insert into identity.platform_admin (account_id, grant_reason) values ('${account}', 'Support.');
    insert into identity.platform_entry (team_id, account_id, reason, entered_at, expires_at)
      values ('${team}', '${account}', 'A question of theirs.', now(), now() + interval '1 minute');
    insert into identity.audit_export (team_id, id, seal, first_sequence, last_sequence, requested_by_membership_id)
      values ('${team}', '${own}', 's', 0, 1, '${membership}');
    insert into identity.unit (team_id, id, name, created_by_membership_id, updated_by_membership_id)
      values ('${team}', '${own}', 'Branch', '${membership}', '${membership}');
    insert into identity.unit_member (team_id, unit_id, membership_id) values ('${team}', '${own}', '${membership}');
    insert into identity.company_profile (team_id, company_name, sectors) values ('${team}', 'Builders', '{roads}');
    insert into identity.capability (team_id, scheme, designation) values ('${team}', 'CIDB', '7CE'), ('${team}', 'PSIRA', '1234567');
    insert into app.idempotency (team_id, caller, key, operation, input_hash) values ('${team}', '${account}', 'k', 'trackTender', sha256('i'));
    insert into workspace.entry (team_id, tender_id, assignee_membership_id, created_by_membership_id, updated_by_membership_id)
      values ('${team}', '${tender}', '${membership}', '${membership}', '${membership}');
    insert into workspace.project (team_id, id, kind, tender_id, name, stage, status, capture_manager_membership_id,
      proposal_manager_membership_id, created_by_membership_id, updated_by_membership_id, deleted_by_membership_id)
      select '${team}', '${team}', 'PURSUIT', '${tender}', 'A bridge', 'PHASE_0', 'ACTIVE', id, id, id, id, id
      from identity.membership where id = '${membership}';
    insert into workspace.project_member (team_id, project_id, membership_id, role) values ('${team}', '${team}', '${membership}', 'MANAGER');
    insert into workspace.task (team_id, id, project_id, title, assignee_membership_id, created_by_membership_id, updated_by_membership_id, deleted_by_membership_id)
      select '${team}', k.id::uuid, '${team}', 'Pour concrete', '${membership}', '${membership}', '${membership}', '${membership}'
      from (values ('${team}'), ('${own}')) k (id);
    insert into workspace.activity (team_id, id, project_id, kind, title, starts_at, time_zone, tags, assignee_membership_id,
      created_by_membership_id, updated_by_membership_id, deleted_by_membership_id)
      values ('${team}', '${team}', '${team}', 'MEETING', 'Kick-off', now(), 'Africa/Johannesburg', '{bid}', '${membership}', '${membership}', '${membership}', '${membership}');
    insert into workspace.activity (team_id, entry_id, kind, title, starts_at, time_zone)
      select team_id, id, 'CALL', 'Call', now(), 'Africa/Johannesburg' from workspace.entry where team_id = '${team}';
    insert into workspace.activity_participant (team_id, activity_id, membership_id) values ('${team}', '${team}', '${membership}');
    insert into workspace.activity_participant (team_id, activity_id, name, email) values ('${team}', '${team}', 'Grace', 'grace@x.test');
    insert into workspace.calendar_feed (team_id, membership_id, token_hash) values ('${team}', '${membership}', sha256('${team}'));
    insert into workspace.project_archive (team_id, id, project_id, name, kind, status, project_version, format_version, document, byte_size,
      sha256, member_count, stage_change_count, gate_decision_count, task_count, activity_count, comment_count, archived_by_membership_id)
      values ('${team}', '${team}', '${own}', 'A road', 'WORK', 'COMPLETED', 1, 1, '{}', 2, sha256('{}'), 0, 0, 0, 0, 0, 0, '${membership}');
    insert into workspace.project_archive_person (team_id, archive_id, key, membership_id)
      values ('${team}', '${team}', gen_random_uuid(), '${membership}');
    insert into workspace.task_dependency (team_id, task_id, depends_on_task_id) values ('${team}', '${team}', '${own}');
    insert into workspace.comment (team_id, id, project_id, text, created_by_membership_id, updated_by_membership_id, deleted_by_membership_id)
      select '${team}', '${team}', '${team}', 'Who drives?', id, id, id from identity.membership where id = '${membership}';
    insert into workspace.comment_mention (team_id, comment_id, membership_id) values ('${team}', '${team}', '${membership}');
    insert into workspace.stage_change (team_id, project_id, to_stage, from_status, to_status, changed_by_membership_id)
      values ('${team}', '${team}', 'PHASE_0', 'ACTIVE', 'ACTIVE', '${membership}');
    insert into workspace.gate_decision (team_id, project_id, from_stage, to_stage, decision, approver_membership_id, evidence)
      values ('${team}', '${team}', 'PHASE_0', 'PHASE_1', 'GO', '${membership}', '{}');
    insert into tenders.team_source (team_id, id, kind, name, url, created_by_membership_id)
      values ('${team}', '${own}', 'json', 'Own', 'https://x.test', '${membership}');
    insert into tenders.team_tender (team_id, id, team_source_id, external_id, title, lifecycle, raw, content_hash, value_amount, value_currency)
      values ('${team}', '${own}', '${own}', 'x', 'Own tender', 'LIVE', '{}', sha256('t'), 1, 'ZAR');
    insert into workspace.entry (team_id, team_tender_id) values ('${team}', '${own}');
    insert into tenders.team_change (team_id, place, number)
      values ('${team}', nextval('tenders.team_change_place'), nextval('tenders.change_number'));
    insert into tenders.integration_log (team_id, team_source_id, method, endpoint, is_success) values ('${team}', '${own}', 'GET', '/', true);
    insert into tenders.change_acknowledgement (team_id, tender_id, release_id, changes_hash, version, acknowledged_by_membership_id)
      values ('${team}', '${tender}', (select id from tenders.release), sha256('c'), 2, '${membership}');
    insert into tenders.tender_override (team_id, tender_id, field, value, reason, overridden_by_membership_id)
      values ('${team}', '${tender}', 'title', 'Bridge', 'Clearer.', '${membership}');
    insert into insights.readiness_score (team_id, tender_id, score_min, score_max, recommendation, inputs_hash, calculated_at)
      values ('${team}', '${tender}', 0, 100, 'UNDECIDED', repeat('0', 64), now());
    insert into insights.own_readiness_score (team_id, team_tender_id, score, calculated_at) values ('${team}', '${own}', 50, now());
    insert into insights.draft (team_id, kind, tender_id, brief, budget_month, created_by_membership_id, updated_by_membership_id)
      values ('${team}', 'PROPOSAL', '${tender}', 'Short.', '2026-11-01', '${membership}', '${membership}');
    insert into insights.tender_feedback (team_id, tender_id, verdict, reason, given_by_membership_id, given_at)
      values ('${team}', '${tender}', 'USEFUL', 'BUYER', '${membership}', now());
    insert into insights.token_budget (team_id, month, used) values ('${team}', '2026-11-01', 5);
    insert into tenders.export (team_id, format, rows_max, requested_by_membership_id) values ('${team}', 'CSV', 1, '${membership}');
    insert into tenders.search_usage (team_id, day, searches) values ('${team}', current_date, 1);
    insert into tenders.saved_search (team_id, id, name, matched_at, owner_membership_id, created_by_membership_id)
      values ('${team}', '${own}', 'Own', now(), '${membership}', '${membership}'), ('${team}', '${team}', 'Shared', now(), null, '${membership}');
    insert into tenders.saved_search_match (team_id, saved_search_id, number, place, first_seen_at, matched_at, tender_id)
      select '${team}', id, 1, 1, now(), now(), '${tender}' from tenders.saved_search where team_id = '${team}';
    insert into tenders.saved_search_reader (team_id, saved_search_id, membership_id) values ('${team}', '${team}', '${membership}');
    insert into events.inbox (team_id, type, subject_id, actor_id, persons, body, written_by, written_at)
      values ('${team}', 'identity.member.joined', 's', '${account}', array['${account}'::uuid], '{"name": "A Person"}', 'svc_identity', now());
    select events.seal(100);
    insert into events.inbox (team_id, type, actor_id, persons, body, written_by, written_at)
      values ('${team}', 'identity.member.left', '${account}', array['${account}'::uuid], '{"name": "A Person"}', 'svc_identity', now());
    insert into events.anchor (team_id, sequence, hash) values ('${team}', 0, sha256('a'));`);
}
