import { ocidPrefix, sourceSettings, standardSettings, type SourceSettings } from './source-settings.js';

/** How the fields of a release are to be read. */
export type SettingsLookup = (sourceId: string, ocid: string) => SourceSettings;

/**
 * The settings of releases, for the importer and for whoever reads stored releases again: what is known of the
 * publisher holds wherever its releases come from, and the source itself has the last word.
 */
export function settingsLookup(
  sources: readonly { id: string; ocidPrefix: string | null; settings: unknown }[],
): SettingsLookup {
  const publishers = new Map(
    sources.flatMap((source) => (source.ocidPrefix === null ? [] : [[source.ocidPrefix, source] as const])),
  );
  const known = new Map<string, SourceSettings>();
  return (sourceId, ocid) => {
    // By publisher, not by prefix: files hold prefixes without end, and those of nobody are all read alike.
    const publisher = publishers.get(ocidPrefix(ocid) ?? '');
    const key = `${sourceId} ${publisher?.id}`;
    const settings =
      known.get(key) ?? settingsOf([publisher?.settings, sources.find(({ id }) => id === sourceId)?.settings]);
    known.set(key, settings);
    return settings;
  };
}

function settingsOf(layers: readonly unknown[]): SourceSettings {
  const stated = layers.filter((settings) => typeof settings === 'object' && settings !== null);
  return stated.length === 0 ? standardSettings : sourceSettings.parse(Object.assign({}, ...stated));
}
