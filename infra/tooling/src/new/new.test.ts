import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { openCheckout } from './checkout.js';
import { camelOf, namesOf, singularOf } from './names.js';
import { newMigration } from './new-migration.js';
import { newModule } from './new-module.js';
import { newMutation } from './new-mutation.js';

// Nothing is saved: what would be written is read back.
const open = () => openCheckout(fileURLToPath(new URL('../../../..', import.meta.url)));

describe('the generator', () => {
  test('spells a name as files, types and sentences need it', () => {
    expect(namesOf('archiveEntry')).toEqual({
      camel: 'archiveEntry',
      pascal: 'ArchiveEntry',
      kebab: 'archive-entry',
      words: 'archive entry',
    });
    expect([camelOf('saved-searches'), singularOf('entries'), singularOf('contacts')]).toEqual([
      'savedSearches',
      'entry',
      'contact',
    ]);
    expect(() => namesOf('ArchiveEntry')).toThrow('lower camel case');
  });

  test('adds a mutation to the SDL, the rules and the matrix, beside a service, an input and a test', () => {
    const checkout = open();

    newMutation(checkout, {
      subgraph: 'workspace',
      module: 'entries',
      name: 'archiveEntry',
      permission: 'entry:update',
      type: 'Entry',
    });

    const schema = checkout.read('subgraphs/workspace/src/modules/entries/schema.graphql');
    expect(schema).toContain('archiveEntry("Which one." input: ArchiveEntryInput!): ArchiveEntryResult');
    expect(schema).toContain('union ArchiveEntryResult = ArchiveEntrySuccess | InvalidInput | NotFound');
    const rules = checkout.read('subgraphs/workspace/src/permissions.ts');
    expect(rules).toContain("    archiveEntry: can('entry:update'),\n  },");
    expect(rules).toContain("  ArchiveEntrySuccess: 'inherit',\n};");
    expect(checkout.read('test/security/mutation-cases.ts')).toContain("mutation: 'archiveEntry'");
    expect(checkout.has('subgraphs/workspace/src/modules/entries/archive-entry.service.ts')).toBe(true);
    expect(checkout.has('test/workspace/archive-entry.test.ts')).toBe(true);
  });

  test('adds a module with its rule, test and paragraph', () => {
    const checkout = open();

    newModule(checkout, { subgraph: 'workspace', name: 'contacts', permission: 'entry:read' });

    expect(checkout.read('subgraphs/workspace/src/permissions.ts')).toContain("    contact: can('entry:read'),\n  },");
    expect(checkout.read('subgraphs/workspace/README.md')).toContain('## Contacts');
    expect(checkout.read('subgraphs/workspace/src/modules/contacts/schema.graphql')).toContain('type Contact ');
  });

  test('numbers a migration after the last one', () => {
    const checkout = open();

    newMigration(checkout, 'contact_notes', ['0001_first.sql', '0041_last.sql']);

    expect(checkout.read('prisma/migrations/0042_contact_notes.sql')).toContain('-- 42. ');
  });

  test('overwrites nothing', () => {
    const checkout = open();
    newModule(checkout, { subgraph: 'workspace', name: 'contacts', permission: 'entry:read' });

    expect(() => newModule(checkout, { subgraph: 'workspace', name: 'contacts', permission: 'entry:read' })).toThrow(
      'exists already',
    );
  });
});
