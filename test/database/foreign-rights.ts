// What a role may do outside its own schema, and why. Whole tables of others are granted to nobody: a new column is seen by its
// own service alone until somebody names it here.

/** Columns of a table, what may be done to them, and what for. */
export interface ForeignRight {
  readonly table: string;
  readonly may: 'select' | 'insert' | 'update';
  readonly columns: readonly string[];
  readonly why: string;
}

const everybody: readonly ForeignRight[] = [
  { table: 'app.migration', may: 'select', columns: ['name'], why: 'refuses an older schema' },
  { table: 'app.write_receipt', may: 'insert', columns: ['id', 'is_committed'], why: 'each write leaves a receipt' },
  {
    table: 'app.write_receipt',
    may: 'select',
    columns: ['id', 'is_committed'],
    why: 'and looks for it when unanswered',
  },
];

const keys: readonly ForeignRight[] = [
  {
    table: 'app.idempotency',
    may: 'insert',
    columns: ['caller', 'input_hash', 'key', 'operation', 'team_id'],
    why: 'keeps the key of a mutation that creates',
  },
  { table: 'app.idempotency', may: 'update', columns: ['created_id'], why: 'and what it created' },
];

const staleTags: ForeignRight = {
  table: 'app.stale_tag',
  may: 'insert',
  columns: ['tags'],
  why: 'says which cached answers are old',
};

export const foreignRights: Readonly<Record<string, readonly ForeignRight[]>> = {
  svc_identity: [
    ...everybody,
    ...keys,
    {
      table: 'workspace.project',
      may: 'select',
      columns: ['deleted_at', 'id', 'team_id'],
      why: 'whether a role can be assigned in a project',
    },
  ],
  svc_tenders: [
    ...everybody,
    ...keys,
    staleTags,
    { table: 'events.event', may: 'select', columns: ['id', 'team_id'], why: 'whether a node id is an event' },
    { table: 'insights.draft', may: 'select', columns: ['id', 'team_id'], why: 'whether a node id is a draft' },
    {
      table: 'identity.invitation',
      may: 'select',
      columns: ['id', 'team_id'],
      why: 'whether a node id is an invitation',
    },
    { table: 'identity.role', may: 'select', columns: ['id', 'team_id'], why: 'whether a node id is a role' },
    {
      table: 'identity.role_assignment',
      may: 'select',
      columns: ['id', 'team_id'],
      why: 'whether a node id is an assignment',
    },
    {
      table: 'identity.notification',
      may: 'select',
      columns: ['account_id', 'id', 'team_id'],
      why: 'whether a node id is a notification of the person',
    },
    {
      table: 'identity.platform_entry',
      may: 'select',
      columns: ['id', 'team_id'],
      why: 'whether a node id is an entry',
    },
    {
      table: 'identity.audit_export',
      may: 'select',
      columns: ['attempt', 'id', 'seal', 'status', 'team_id'],
      why: 'it writes the file, in the role that reads the stream',
    },
    {
      table: 'identity.audit_export',
      may: 'update',
      columns: ['attempt', 'byte_size', 'expires_at', 'failure', 'file_name', 'finished_at', 'sha256', 'status'],
      why: 'and says how that ended',
    },
    { table: 'identity.unit', may: 'select', columns: ['id', 'team_id'], why: 'whether a node id is a unit' },
    {
      table: 'identity.team',
      may: 'select',
      columns: ['id', 'plan', 'subscription_expires_at', 'time_zone'],
      why: 'the day of a team, and its plan: quota, limits and alerts',
    },
    {
      table: 'identity.team_limit',
      may: 'select',
      columns: ['max', 'subject', 'team_id'],
      why: 'limits that were agreed with one team',
    },
    { table: 'identity.membership', may: 'select', columns: ['account_id', 'id'], why: 'who is meant by a node id' },
    {
      table: 'identity.plan_limit',
      may: 'select',
      columns: ['effective_from', 'max', 'plan', 'subject'],
      why: 'searches a day, sources, exports',
    },
    {
      table: 'workspace.entry',
      may: 'select',
      columns: [
        'assignee_membership_id',
        'created_at',
        'created_by_membership_id',
        'id',
        'status',
        'team_id',
        'tender_id',
      ],
      why: 'whether a node id is an entry; whom a team reminds of a tender',
    },
    {
      table: 'workspace.comment',
      may: 'select',
      columns: ['created_by_membership_id', 'deleted_at', 'entry_id', 'id', 'project_id', 'task_id', 'team_id'],
      why: 'whether a node id is a comment; what it is about, for whom it mentions',
    },
    {
      table: 'workspace.project',
      may: 'select',
      columns: ['id', 'name', 'team_id'],
      why: 'whether a node id is a project; what people are told of it',
    },
    {
      table: 'workspace.task',
      may: 'select',
      columns: ['id', 'team_id', 'title'],
      why: 'whether a node id is a task; what people are told of it',
    },
    ...['activity', 'gate_decision', 'stage_change'].map((name): ForeignRight => ({
      table: `workspace.${name}`,
      may: 'select',
      columns: ['id'],
      why: 'whether a node id is one of its rows',
    })),
  ],
  svc_workspace: [
    ...everybody,
    ...keys,
    {
      table: 'identity.membership',
      may: 'select',
      columns: ['expires_at', 'id', 'team_id'],
      why: 'an assignee is a member; Prisma asks for the whole primary key',
    },
    {
      table: 'tenders.tender',
      may: 'select',
      columns: [
        'closing_at',
        'closing_raw',
        'description',
        'enquiries_until',
        'id',
        'lifecycle',
        'province',
        'reference',
        'source_id',
        'title',
        'value_amount',
        'value_currency',
        'version',
      ],
      why: 'a tender exists; lists in the order in which tenders close; what a decision rested on',
    },
    {
      table: 'tenders.team_tender',
      may: 'select',
      columns: [
        'closing_at',
        'description',
        'enquiries_until',
        'id',
        'lifecycle',
        'province',
        'reference',
        'team_id',
        'title',
        'value_amount',
        'value_currency',
      ],
      why: 'the same of tenders of the team',
    },
    {
      table: 'tenders.tender_version',
      may: 'select',
      columns: ['changes', 'effective_at', 'impact', 'tender_id', 'version'],
      why: 'what has changed since a pursuit was looked at',
    },
    { table: 'tenders.tender_fact', may: 'select', columns: ['cidb', 'tender_id'], why: 'evidence of decisions' },
    {
      table: 'tenders.tender_override',
      may: 'select',
      columns: ['field', 'original', 'reason', 'team_id', 'tender_id', 'value'],
      why: 'closing times as the team reads them; evidence of decisions',
    },
    {
      table: 'tenders.briefing_session',
      may: 'select',
      columns: ['held_at', 'is_compulsory', 'key', 'tender_id', 'venue'],
      why: 'plans of bids; calendars',
    },
    {
      table: 'tenders.source',
      may: 'select',
      columns: ['id', 'settings'],
      why: 'the time zone of the buyer: calendars',
    },
    {
      table: 'identity.team',
      may: 'select',
      columns: ['id', 'plan', 'subscription_expires_at', 'time_zone'],
      why: 'how many projects its plan allows; which day it is where the team works',
    },
    {
      table: 'identity.plan_limit',
      may: 'select',
      columns: ['effective_from', 'max', 'plan', 'subject'],
      why: 'how many projects a plan allows',
    },
    {
      table: 'identity.team_limit',
      may: 'select',
      columns: ['max', 'subject', 'team_id'],
      why: 'or was given to one team',
    },
  ],
  svc_insights: [
    ...everybody,
    ...keys,
    staleTags,
    {
      table: 'identity.team',
      may: 'select',
      columns: ['id', 'plan', 'subscription_expires_at'],
      why: 'what the team may have models write',
    },
    {
      table: 'identity.plan_limit',
      may: 'select',
      columns: ['effective_from', 'max', 'plan', 'subject'],
      why: 'as its plan allows',
    },
    {
      table: 'identity.team_limit',
      may: 'select',
      columns: ['max', 'subject', 'team_id'],
      why: 'or was given to one team',
    },
    {
      table: 'identity.company_profile',
      may: 'select',
      columns: ['bbbee_expires_on', 'bbbee_level', 'experience_years', 'provinces', 'sectors', 'services'],
      why: 'what a team can do: readiness',
    },
    {
      table: 'identity.capability',
      may: 'select',
      columns: ['designation', 'expires_on', 'scheme'],
      why: 'its designations: readiness',
    },
    {
      table: 'tenders.tender',
      may: 'select',
      columns: [
        'buyer_id',
        'buyer_name',
        'category',
        'closing_at',
        'closing_raw',
        'delivery_location',
        'description',
        'id',
        'language',
        'lifecycle',
        'method_details',
        'notice_kind',
        'procurement_category',
        'province',
        'published_at',
        'source_id',
        'special_conditions',
        'title',
        'value_amount',
        'value_currency',
        'version',
      ],
      why: 'facts that summaries and readiness go by',
    },
    { table: 'tenders.source', may: 'select', columns: ['id', 'settings'], why: 'the time zone of a tender' },
    {
      table: 'tenders.tender_fact',
      may: 'select',
      columns: ['bbbee', 'briefing', 'cidb', 'preference', 'tender_id'],
      why: 'what was read of the text',
    },
    {
      table: 'tenders.tender_override',
      may: 'select',
      columns: ['field', 'team_id', 'tender_id', 'value'],
      why: 'corrections of a team count',
    },
    {
      table: 'tenders.briefing_session',
      may: 'select',
      columns: ['held_at', 'is_compulsory', 'key', 'tender_id', 'venue'],
      why: 'briefings in summaries',
    },
    {
      table: 'tenders.item',
      may: 'select',
      columns: ['classification_description', 'description', 'position', 'tender_id'],
      why: 'names of items: sectors',
    },
    {
      table: 'workspace.entry',
      may: 'select',
      columns: ['team_id', 'tender_id'],
      why: 'tenders that a team tracks are scored',
    },
    {
      table: 'tenders.saved_search_match',
      may: 'select',
      columns: ['team_id', 'tender_id'],
      why: 'and those that its saved searches found',
    },
  ],
  svc_analytics: [
    ...everybody,
    {
      table: 'tenders.tender_search',
      may: 'select',
      columns: [
        'buyer_id',
        'closing_at',
        'lifecycle',
        'opens_at',
        'presumed_until',
        'province',
        'published_at',
        'tender_id',
        'value_amount',
        'value_currency',
        'value_statement',
      ],
      why: 'figures by province and buyer',
    },
    {
      table: 'tenders.award',
      may: 'select',
      columns: ['outcome', 'tender_id', 'value_amount', 'value_currency'],
      why: 'figures of what was awarded',
    },
    { table: 'tenders.buyer', may: 'select', columns: ['id', 'name'], why: 'names of buyers in figures' },
    { table: 'tenders.change', may: 'select', columns: ['place'], why: 'whether sums are right as they stand' },
  ],
  svc_worker: [...everybody, staleTags],
  svc_importer: [...everybody, staleTags],
};

/** Whole tables of schemas that belong to no service, and who may do what to them. */
export const sharedTables: Readonly<Record<string, readonly string[]>> = {
  svc_identity: ['app.idempotency delete', 'app.idempotency select', 'events.event select'],
  svc_tenders: ['app.idempotency delete', 'app.idempotency select'],
  svc_workspace: ['app.idempotency delete', 'app.idempotency select'],
  svc_insights: ['app.idempotency delete', 'app.idempotency select'],
  svc_analytics: [],
  svc_worker: [
    'app.job_runner delete',
    'app.job_runner insert',
    'app.job_runner select',
    'app.job_runner update',
    'app.stale_tag delete',
    'app.stale_tag select',
  ],
  svc_importer: [],
};
