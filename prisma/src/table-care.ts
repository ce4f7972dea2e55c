/** Whose rows a table holds, how many there will be, and how they go. `test/database/table-care.test.ts` holds it to this. */
export interface TableCare {
  /** Of teams, under row-level security; public facts, the same for every team; or the product's own. */
  readonly kind: 'tenant' | 'reference' | 'system';
  /** How many rows there will be. */
  readonly grows: string;
  /** Who deletes rows that nobody needs any more. */
  readonly purged: string;
  /** What becomes of a team's rows when the team is erased. */
  readonly team: 'deleted' | 'emptied' | 'none here';
  /** What becomes of a person's data when the account is erased. */
  readonly person: 'deleted' | 'forgotten' | 'emptied' | 'none here';
}

type PersonCare = TableCare['person'];

const ofTeam = (grows: string, purged: string, person: PersonCare = 'none here'): TableCare => ({
  kind: 'tenant',
  grows,
  purged,
  team: 'deleted',
  person,
});

const publicFacts = (grows: string, purged = 'nobody: public record'): TableCare => ({
  kind: 'reference',
  grows,
  purged,
  team: 'none here',
  person: 'none here',
});

const ofProduct = (grows: string, purged: string): TableCare => ({
  kind: 'system',
  grows,
  purged,
  team: 'none here',
  person: 'none here',
});

const withTender = 'with its tender';
const byImport = 'the importer, when the tender is written again';

/**
 * Every table of the product. Persons named in public tenders (`contact_name` of `tenders.tender` and their releases) are the
 * publisher's: a correction comes with the publisher's next release.
 */
export const tableCare: Readonly<Record<string, TableCare>> = {
  'app.erasure': ofProduct('a row for each erasure', 'nobody: ids and counts, proof of what was erased'),
  'app.idempotency': ofTeam('a row for each keyed request of two days', 'tenders:forget-old-rows', 'deleted'),
  'app.job_runner': ofProduct('a row for each runner that lives', 'the worker, when it finds one dead'),
  'app.migration': ofProduct('a row for each migration', 'nobody'),
  'app.stale_tag': ofProduct('what the caches were not told yet', 'the worker, every second'),
  'app.write_receipt': ofProduct('a row for each write of a day', 'tenders:forget-old-rows'),

  'events.inbox': {
    ...ofTeam('what was not sealed yet', 'the sealer, within milliseconds', 'emptied'),
    team: 'emptied',
  },
  'events.event': {
    ...ofTeam('about 730 bytes for each change', 'tenders:archive-events, after 13 months', 'emptied'),
    team: 'emptied',
  },
  'events.anchor': { ...ofTeam('a row for each team', 'nobody: proof of what was dropped'), team: 'emptied' },
  'events.archive': ofProduct('a row for each month', 'nobody: proof of what was dropped'),
  'events.erasures': ofProduct('one row', 'nobody'),
  'events.sealer': ofProduct('one row', 'nobody'),
  'events.reader': ofProduct('a row for each reader', 'nobody'),
  'events.reader_failure': ofProduct('a row for each event a reader could not use', 'the reader, when it could'),

  'identity.team': ofTeam('a row for each team', 'identity.erase_team'),
  'identity.account': {
    kind: 'tenant',
    grows: 'a row for each person',
    purged: 'identity.erase_account',
    team: 'none here',
    person: 'deleted',
  },
  'identity.email_token': {
    ...ofProduct('a row for each code of two days', 'tenders:forget-old-rows'),
    person: 'deleted',
  },
  'identity.invitation': ofTeam('a row for each person invited', 'the team', 'forgotten'),
  'identity.role': ofTeam('at most 50 rows for each team', 'the team', 'forgotten'),
  'identity.role_assignment': ofTeam('some rows for each person and team', 'the team', 'deleted'),
  'identity.permission_version': ofTeam('a row for each team with roles of its own', 'nobody'),
  'identity.notification': ofTeam('a few rows for each person and day of 90', 'tenders:forget-old-rows', 'deleted'),
  'identity.notification_delivery': ofTeam('a row for each mail of 90 days', 'with its notification', 'deleted'),
  'identity.notification_preference': ofTeam('a few rows for each person', 'the person', 'deleted'),
  'identity.notification_schedule': ofTeam('a row for each person', 'the person', 'deleted'),
  'identity.platform_entry': ofTeam('a row for each time that support is needed', 'the team', 'forgotten'),
  'identity.platform_admin': {
    ...ofProduct('a few rows', 'nobody: who was one, and why'),
    person: 'deleted',
  },
  'identity.audit_export': ofTeam('at most 20 rows for each team', 'requestAuditExport, the oldest ones', 'forgotten'),
  'identity.unit': ofTeam('at most 200 rows for each team', 'the team', 'forgotten'),
  'identity.unit_member': ofTeam('some rows for each person and team', 'the team', 'deleted'),
  'identity.team_limit': ofTeam('a few rows for few teams', 'nobody'),
  'identity.team_domain': ofTeam('a row for each team with a domain', 'the team'),
  'identity.team_setting': ofTeam('a row for each team that chose something', 'the team'),
  'identity.billing_contact': ofTeam('a row for each team that pays', 'the team'),
  'identity.membership': ofTeam('a row for each person and team', 'the team', 'deleted'),
  'identity.preference': ofTeam('a row for each member who chose something', 'the team', 'deleted'),
  'identity.session': ofTeam('a row for each sign-in of 60 days', 'tenders:forget-old-rows', 'deleted'),
  'identity.company_profile': ofTeam('a row for each team', 'the team'),
  'identity.capability': ofTeam('a few rows for each team', 'the team'),
  'identity.plan_limit': ofProduct('a row for each change of a plan', 'nobody'),

  'analytics.buyer_spend': publicFacts(
    'a few rows for each buyer and month',
    'analytics:count-spend, when it adds up again',
  ),
  'analytics.spend_count': publicFacts('one row', 'nobody'),

  'insights.draft': ofTeam('a row for each draft', 'the team, when it is erased', 'forgotten'),
  'insights.tender_feedback': ofTeam('a row for each tender judged', 'withdrawTenderFeedback', 'forgotten'),
  'insights.token_budget': ofTeam('a row for each month with drafts', 'the team, when it is erased'),

  'insights.eligibility_rule': publicFacts('a row for each change of the law', 'nobody: past tenders are judged by it'),
  'insights.law_rule': publicFacts('a row for each change of the law', 'nobody: past tenders are judged by it'),
  'insights.preference_rule': publicFacts('a row for each change of the law', 'nobody: past tenders are judged by it'),
  'insights.readiness_score': ofTeam(
    'a row for each tender that the team tracks or has found',
    'insights:rescore-team, when neither is so any more',
  ),
  'insights.own_readiness_score': ofTeam('a row for each own tender tracked', 'the next scoring of the team'),

  'tenders.source': publicFacts('a row for each publisher', 'nobody'),
  'tenders.source_page': publicFacts('a row for each page of 30 days', 'each poll'),
  'tenders.source_run': publicFacts('a row for each import of 90 days', 'tenders:forget-old-rows'),
  'tenders.release': publicFacts('5 KB for each release as published'),
  'tenders.quarantined_release': publicFacts('what could not be imported', 'nobody: resolved by replaying'),
  'tenders.extension': publicFacts('a row for each extension that packages name'),
  'tenders.tender': publicFacts('a row for each tender'),
  'tenders.tender_search': publicFacts('a row for each tender', withTender),
  'tenders.tender_words': publicFacts('a row for each tender', withTender),
  'tenders.tender_version': publicFacts('a row for each release after the first of a tender'),
  'tenders.change': publicFacts('a row for each 200 tenders that changed together', 'nobody: versions go by it'),
  'tenders.tender_document': publicFacts(withTender, byImport),
  'tenders.tender_fact': publicFacts('a row for each tender', byImport),
  'tenders.briefing_session': publicFacts(withTender, byImport),
  'tenders.lot': publicFacts(withTender, byImport),
  'tenders.item': publicFacts(withTender, byImport),
  'tenders.award': publicFacts(withTender, byImport),
  'tenders.award_item': publicFacts(withTender, byImport),
  'tenders.award_supplier': publicFacts(withTender, byImport),
  'tenders.public_contract': publicFacts(withTender, byImport),
  'tenders.buyer': publicFacts('a row for each buyer'),
  'tenders.supplier': publicFacts('a row for each winner', 'the importer, when no record names it'),
  'tenders.supplier_identifier': publicFacts('one or two for each supplier', 'the importer, with its supplier'),
  'tenders.supplier_record': publicFacts('what each source says of a winner', 'the importer, when no award names it'),
  'tenders.supplier_redirect': publicFacts('a row for each supplier that was joined with another'),
  'tenders.document_fetch': publicFacts('a row for each document that was looked at'),
  'tenders.document_replacement': publicFacts('a row for each file exchanged behind its address'),
  'tenders.document_text': publicFacts(
    'a row for each content of a fetched file',
    'tenders:forget-document-texts, 30 days after it is gone',
  ),
  'tenders.document_page': publicFacts('a row for each page of such a file, 400 at most', 'with its file'),
  'tenders.search_word': publicFacts('every word of tenders: some hundred thousand'),
  'tenders.search_block': publicFacts('250 bytes for each tender', 'tenders:pack-search, with the new block'),
  'tenders.search_change': publicFacts('rows changed since they were packed', 'tenders:pack-search'),

  'tenders.team_source': ofTeam('a few rows for each team', 'the team', 'forgotten'),
  'tenders.team_tender': ofTeam('a row for each tender of a team’s sources', 'the team, with the source'),
  'tenders.team_change': ofTeam('a row for each poll that changed something', 'the team, when it is erased'),
  'tenders.integration_log': ofTeam('a row for each request of 30 days', 'each poll of the source'),
  'tenders.change_acknowledgement': ofTeam(
    'a row for each change acknowledged',
    'nobody: the team’s record',
    'forgotten',
  ),
  'tenders.tender_override': ofTeam('a few rows for each team', 'the team', 'forgotten'),
  'tenders.export': ofTeam('a row for each export of 37 days', 'tenders:forget-old-rows', 'forgotten'),
  'tenders.search_usage': ofTeam(
    'a row for each day of 90 on a limited plan, with 16 bytes for each search of it',
    'tenders:forget-old-rows',
  ),
  'tenders.saved_search': ofTeam('up to 100 rows for each team', 'the team', 'deleted'),
  'tenders.saved_search_match': ofTeam('the newest finds of each search', 'the next match of the search'),
  'tenders.saved_search_reader': ofTeam('a row for each member and search they read', 'the team', 'deleted'),

  'workspace.entry': ofTeam('a row for each tender tracked', 'the team', 'forgotten'),
  'workspace.project': ofTeam(
    'up to 1,000 rows for each team',
    'tenders:forget-old-rows, after 90 days in the bin',
    'forgotten',
  ),
  'workspace.project_member': ofTeam('a few rows for each project', 'with its project', 'deleted'),
  'workspace.public_holiday': publicFacts('a dozen rows for each year', 'nobody: past plans were counted by it'),
  'workspace.task': ofTeam(
    '50 rows for each project',
    'tenders:forget-old-rows, after 90 days in the bin',
    'forgotten',
  ),
  'workspace.activity': ofTeam(
    '20 rows for each project',
    'tenders:forget-old-rows, after 90 days in the bin',
    'forgotten',
  ),
  'workspace.activity_participant': ofTeam('a few rows for each activity', 'with its activity', 'deleted'),
  'workspace.calendar_feed': ofTeam('a row for each member at most', 'the member', 'deleted'),
  'workspace.project_archive': ofTeam('a row for each project that was put away', 'the team', 'forgotten'),
  'workspace.project_archive_person': ofTeam(
    'a row for each member named in an archive',
    'with its archive',
    'forgotten',
  ),
  'workspace.task_dependency': ofTeam('a few rows for each task', 'with its task'),
  'workspace.comment': ofTeam(
    'some rows for each entry, project and task',
    'tenders:forget-old-rows, after 90 days in the bin',
    'forgotten',
  ),
  'workspace.comment_mention': ofTeam('a row for each mention', 'with its comment', 'deleted'),
  'workspace.stage_change': ofTeam('a row for each step of a project', 'with its project', 'forgotten'),
  'workspace.gate_decision': ofTeam('a few rows for each pursuit', 'with its project', 'forgotten'),
};
