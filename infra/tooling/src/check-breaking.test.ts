import { describe, expect, test } from '@jest/globals';
import { breakingChanges } from './check-breaking.js';

const published = 'type Query { tender(id: ID): Tender } type Tender { id: ID! title: String! }';

describe('a schema', () => {
  test('that has more than the published one breaks nothing', () => {
    const current = 'type Query { tender(id: ID): Tender } type Tender { id: ID! title: String! note: String }';

    expect(breakingChanges(published, current)).toEqual([]);
  });

  test('without a field, with a new required argument or a null where none was is told apart, each in a sentence', () => {
    const current = 'type Query { tender(id: ID, at: Int!): Tender } type Tender { id: ID! }';
    const nullable = 'type Query { tender(id: ID): Tender } type Tender { id: ID! title: String }';

    expect(breakingChanges(published, current)).toEqual([
      'A required arg at on Query.tender was added.',
      'Tender.title was removed.',
    ]);
    expect(breakingChanges(published, nullable)).toEqual(['Tender.title changed type from String! to String.']);
  });
});
