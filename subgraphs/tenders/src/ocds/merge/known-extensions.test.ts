import { describe, expect, test } from '@jest/globals';
import { knownExtension } from './known-extensions.js';
import { ocdsMergeRules } from './ocds-merge-rules.js';

describe('a built-in extension', () => {
  test.each([
    ['https://extensions.open-contracting.org/en/extensions/lots/v1.1.5/extension.json', 'lots'],
    ['https://raw.githubusercontent.com/open-contracting/ocds_bid_extension/v1.1/extension.json', 'bids'],
    ['https://raw.githubusercontent.com/open-contracting/ocds_enquiry_extension/master/extension.json', 'enquiries'],
    ['https://extensions.open-contracting.org/en/extensions/enquiries/master/', 'enquiries'],
    ['https://raw.githubusercontent.com/open-contracting/ocds_location_extension/master/extension.json', 'location'],
    [
      'https://raw.githubusercontent.com/open-contracting-extensions/ocds_process_title_extension/master/extension.json',
      'process_title',
    ],
    ['https://example.org/ocds_legalBasis_extension/extension.json', 'legalBasis'],
    ['https://example.org/ocds_contract_suppliers_extension/extension.json', 'contract_suppliers'],
    ['ocds_lots_extension', 'lots'],
  ])('is known by its name, wherever it is hosted: %s', (address, name) => {
    expect(knownExtension(address)?.name).toBe(name);
  });

  test.each([
    'https://raw.example/plots/extension.json',
    'https://raw.example/lots-of-data/custom/extension.json',
    'https://raw.example/our_bids_and_more/extension.json',
    'https://raw.example/extension.json?like=lots',
    '',
  ])('is not taken for another: %s', (address) => {
    expect(knownExtension(address)).toBeNull();
  });

  test.each([
    [
      'lots',
      [
        'tender/lots/identifiers',
        'tender/lots/additionalClassifications',
        'tender/lotGroups/relatedLots',
        'tender/lots/milestones/relatedLots',
        'contracts/milestones/documents/relatedLots',
      ],
    ],
    [
      'bids',
      [
        'bids/details/identifiers',
        'bids/details/tenderers/additionalIdentifiers',
        'bids/details/items/additionalClassifications',
      ],
    ],
    ['enquiries', ['tender/enquiries/author/additionalIdentifiers']],
    [
      'location',
      ['tender/items/deliveryLocation/geometry/coordinates', 'awards/items/deliveryLocation/gazetteer/identifiers'],
    ],
    ['additionalContactPoints', ['parties/additionalContactPoints']],
    ['contract_suppliers', ['contracts/suppliers/additionalIdentifiers']],
    ['budget_breakdown', ['planning/budget/budgetBreakdown/sourceParty/additionalIdentifiers']],
  ])('adds its rules to those of the standard and takes none away: %s', (name, paths) => {
    const rules = ocdsMergeRules('1.1', [`https://example.org/ocds_${name}_extension/extension.json`]);
    expect(paths.map((path) => [path, rules.get(path)])).toEqual(paths.map((path) => [path, 'wholeListMerge']));
    expect([...ocdsMergeRules('1.1')].filter(([path, rule]) => rules.get(path) !== rule)).toEqual([]);
  });

  test('works with another: documents of bids name lots', () => {
    const [lots, bids] = ['lots', 'bids'].map((name) => `https://example.org/extensions/${name}/extension.json`);
    const rules = ocdsMergeRules('1.1', [bids ?? '', lots ?? '']);
    expect(rules.get('bids/details/documents/relatedLots')).toBe('wholeListMerge');
    expect(rules).toBe(ocdsMergeRules('1.1', [lots ?? '', bids ?? '', lots ?? '']));
  });

  test('adds to 1.0 what it adds to 1.1', () => {
    const rules = ocdsMergeRules('1.0', ['https://example.org/extensions/lots/extension.json']);
    expect([rules.get('tender/lots/identifiers'), rules.get('awards/suppliers'), rules.get('id')]).toEqual([
      'wholeListMerge',
      'wholeListMerge',
      undefined,
    ]);
  });
});
