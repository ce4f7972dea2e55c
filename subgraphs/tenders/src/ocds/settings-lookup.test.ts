import { expect, test } from '@jest/globals';
import { settingsLookup } from './settings-lookup.js';
import { standardSettings } from './source-settings.js';

test('a source has the last word over its publisher, and publishers that nobody registered are read alike', () => {
  const settingsFor = settingsLookup([
    { id: 'portal', ocidPrefix: 'ocds-aaaaaa', settings: { currency: 'ZAR', titleIsReference: true } },
    { id: 'files', ocidPrefix: null, settings: { titleIsReference: false } },
  ]);
  expect(settingsFor('files', 'ocds-aaaaaa-1')).toEqual({ ...standardSettings, currency: 'ZAR' });
  expect(settingsFor('portal', 'OCDS-AAAAAA-1')).toEqual({
    ...standardSettings,
    currency: 'ZAR',
    titleIsReference: true,
  });
  expect(settingsFor('files', 'ocds-bbbbbb-1')).toEqual(standardSettings);
  // The very same: what is kept does not grow with the prefixes that files hold.
  expect(settingsFor('files', 'ocds-cccccc-1')).toBe(settingsFor('files', 'ocds-bbbbbb-1'));
  expect(settingsFor('files', 'no prefix')).toBe(settingsFor('files', 'ocds-bbbbbb-1'));
});
