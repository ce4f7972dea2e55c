import { describe, expect, test } from '@jest/globals';
import { mergeRulesOf, patchSchema } from './merge-rules.js';
import { ocdsMergeRules } from './ocds-merge-rules.js';

const schema = {
  type: 'object',
  properties: {
    date: { type: 'string', omitWhenMerged: true },
    tender: { $ref: '#/definitions/Tender' },
  },
  definitions: {
    Tender: {
      type: 'object',
      properties: {
        methods: { type: ['array', 'null'], items: { type: 'string' } },
        items: { type: 'array', items: { $ref: '#/definitions/Item' } },
        parts: { type: 'array', items: { $ref: '#/definitions/Tender' } },
      },
    },
    Item: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        codes: {
          type: 'array',
          wholeListMerge: true,
          items: { type: 'object', properties: { id: { type: 'string' } } },
        },
        notes: { type: 'array', items: { type: 'object', properties: { text: { type: 'string' } } } },
      },
    },
  },
};

describe('merge rules', () => {
  test('come from the schema: omitted fields, whole lists, and lists whose items have no id', () => {
    expect([...mergeRulesOf(schema)]).toEqual([
      ['date', 'omitWhenMerged'],
      ['tender/methods', 'wholeListMerge'],
      ['tender/items/codes', 'wholeListMerge'],
      ['tender/items/notes', 'wholeListMerge'],
      ['tender/parts', 'wholeListMerge'],
    ]);
  });

  test('follow an extension once its patch is applied', () => {
    const patched = patchSchema(schema, {
      definitions: {
        Lot: {
          type: 'object',
          properties: { id: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
        },
        Tender: { properties: { lots: { type: 'array', items: { $ref: '#/definitions/Lot' } }, parts: null } },
      },
    });
    expect([...mergeRulesOf(patched).keys()]).toEqual([
      'date',
      'tender/methods',
      'tender/items/codes',
      'tender/items/notes',
      'tender/lots/tags',
    ]);
    expect([...mergeRulesOf(schema).keys()]).toContain('tender/parts');
  });

  test('grow by the extensions that a package names, wherever those are hosted', () => {
    const lots = 'https://extensions.open-contracting.org/en/extensions/lots/v1.1.5/extension.json';
    expect(ocdsMergeRules('1.1', [lots]).get('tender/lotGroups/relatedLots')).toBe('wholeListMerge');
    expect(
      ocdsMergeRules('1.1', ['https://raw.example/ocds_lots_extension/master/extension.json']).has(
        'awards/relatedLots',
      ),
    ).toBe(true);
    expect(ocdsMergeRules('1.1', ['https://raw.example/plots/extension.json'])).toBe(ocdsMergeRules('1.1'));
    expect(ocdsMergeRules('1.1').size).toBe(24);
    expect(ocdsMergeRules('1.0.3').get('awards/suppliers')).toBe('wholeListMerge');
  });
});
