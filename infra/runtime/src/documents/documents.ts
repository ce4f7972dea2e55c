/** MongoDB through Mongoose: team-scoped and public collections, migrations, and a circuit round it all. */
export { between, noneOf, not, oneOf, type Condition, type Filter, type Scalar } from './conditions.js';
export {
  definePublicCollection,
  defineTeamCollection,
  type AnyCollection,
  type BodyOf,
  type CollectionIndex,
  type CollectionParts,
  type PublicCollection,
  type TeamCollection,
} from './define-collection.js';
export { publicDocumentId, teamDocumentId } from './document-id.js';
export type { DocumentMigration, MigrationOutcome, MigrationTools } from './migrations/run-migrations.js';
export { openDocuments, type Documents, type SystemDocuments, type TeamDocuments } from './open-documents.js';
export type { ConnectionOptions as OpenDocumentsOptions } from './connection.js';
export type { FindOptions, ReadRepository, Repository, Stored } from './repository-contract.js';
