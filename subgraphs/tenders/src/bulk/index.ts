export { bulkInsert, bulkUpdate, recordset, setExcluded, snakeCase, type ColumnTypes } from './bulk-insert.js';
export { copyRows, type CopyColumns, type TableRows } from './copy-rows.js';
export { uuidV7 } from '@hub/runtime/values';
export { inTransaction, withClient, type SqlClient } from './with-client.js';
