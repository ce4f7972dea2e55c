import { tableCare } from '@hub/prisma/table-care';

/** Tables of teams that are not in an archive, each with its reason. */
const leftOut: Readonly<Record<string, string>> = {
  'app.idempotency': 'what clients sent twice, for two days',
  'events.anchor': 'in audit.jsonl',
  'events.event': 'in audit.jsonl',
  'events.inbox': 'in audit.jsonl a moment later',
  'identity.account': 'in people.jsonl, as colleagues see them',
  'identity.notification': 'seen by its person alone',
  'identity.notification_delivery': 'seen by its person alone',
  'identity.notification_preference': 'seen by its person alone',
  'identity.notification_schedule': 'seen by its person alone',
  'identity.permission_version': 'a number of the product',
  'identity.preference': 'seen by its person alone',
  'identity.session': 'seen by its person alone',
  'tenders.saved_search_reader': 'seen by its person alone',
  'workspace.calendar_feed': 'seen by its person alone',
};

/** Rows of a table that are seen by one person alone. */
const rowsLeftOut: Readonly<Record<string, string>> = {
  'tenders.saved_search': 'owner_membership_id is not null',
  'tenders.saved_search_match':
    '(team_id, saved_search_id) in (select s.team_id, s.id from tenders.saved_search s where s.owner_membership_id is not null)',
};

/** Columns of secrets, in whichever table: hashes of codes, and what is encrypted. */
export const secretColumns = [
  ...['contact_encrypted', 'credentials', 'token_hash', 'refresh_hash', 'previous_refresh_hash'],
] as const;

/** Documents that rows hold, as bytes: each is a file of its own in the folder, named by the id of its row, and no part of the row. */
export const documentsOfRows = { table: 'workspace.project_archive', column: 'document', folder: 'archives' } as const;

/** A table whose rows of a team are written out. */
export interface ExportedTable {
  readonly name: string;
  /** Which of its rows, for the team `$1`. */
  readonly where: string;
  /** Columns that are not in its rows. */
  readonly without: readonly string[];
}

/** Every table of a team but those that are left out for a reason. A new table is here as soon as it says how it is cared for. */
export const exportedTables: readonly ExportedTable[] = Object.entries(tableCare)
  .filter(([name, { kind }]) => kind === 'tenant' && !(name in leftOut))
  .map(([name]) => {
    const ofTeam = `${name === 'identity.team' ? 'id' : 'team_id'} = $1`;
    const own = rowsLeftOut[name];
    return {
      name,
      where: own === undefined ? ofTeam : `${ofTeam} and not (${own})`,
      without: name === documentsOfRows.table ? [...secretColumns, documentsOfRows.column] : secretColumns,
    };
  })
  .toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** What a reader of an archive is told is not in it. */
export const leftOutOfArchive = { tables: leftOut, rows: Object.keys(rowsLeftOut), columns: secretColumns };
