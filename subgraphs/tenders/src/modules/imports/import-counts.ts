/** What an import did, in numbers. */
export interface ImportCounts {
  filesRead: number;
  /** Reason to the files it held for. */
  filesSkipped: Map<string, string[]>;
  /** Files that were read in part, with where and why something was passed over. */
  filesCutShort: Map<string, string>;
  /** Encoding to the files that were read from it: those that are not in UTF-8. */
  filesDecoded: Map<string, string[]>;
  releasesNew: number;
  /** New content behind a release already known: the publisher edited it silently. */
  releasesChanged: number;
  releasesUnchanged: number;
  tendersNew: number;
  tendersUpdated: number;
  /** Reason to releases set aside, whether for the first time or again. */
  quarantined: Map<string, number>;
  /** How many of the quarantined were not in quarantine before. */
  quarantinedNew: number;
  /** New publishers that got no source of their own, because there are as many as there may be. */
  publishersRefused: number;
}

export function emptyCounts(): ImportCounts {
  return {
    filesRead: 0,
    filesSkipped: new Map(),
    filesCutShort: new Map(),
    filesDecoded: new Map(),
    releasesNew: 0,
    releasesChanged: 0,
    releasesUnchanged: 0,
    tendersNew: 0,
    tendersUpdated: 0,
    quarantined: new Map(),
    quarantinedNew: 0,
    publishersRefused: 0,
  };
}

export function releasesSeen(counts: ImportCounts): number {
  return counts.releasesNew + counts.releasesChanged + counts.releasesUnchanged;
}

/** What an import came to. An import that brought nothing is no success: a portal that is down answers with nothing. */
export type ImportOutcome = 'IMPORTED' | 'NOTHING_FOUND' | 'ALL_SET_ASIDE';

export function outcomeOf(counts: ImportCounts): ImportOutcome {
  if (releasesSeen(counts) > 0) return 'IMPORTED';
  return counts.quarantined.size > 0 ? 'ALL_SET_ASIDE' : 'NOTHING_FOUND';
}

/** What is said of an outcome that is no success: portals that are down answer with pages and empty packages. */
export const importFailures: Readonly<Record<ImportOutcome, string | null>> = {
  IMPORTED: null,
  NOTHING_FOUND: 'No release was found.',
  ALL_SET_ASIDE: 'Every release was set aside.',
};

export function addTo(map: Map<string, number>, key: string, count = 1): void {
  map.set(key, (map.get(key) ?? 0) + count);
}

/** Adds a file to those for which something holds. */
export function addFile(map: Map<string, string[]>, reason: string, file: string): void {
  const files = map.get(reason);
  if (files === undefined) map.set(reason, [file]);
  else files.push(file);
}

/** The counts as they are kept with a run. */
export function countsAsJson(counts: ImportCounts): Record<string, unknown> {
  return {
    filesRead: counts.filesRead,
    filesSkipped: Object.fromEntries([...counts.filesSkipped].map(([reason, files]) => [reason, files.length])),
    filesCutShort: counts.filesCutShort.size,
    filesDecoded: Object.fromEntries([...counts.filesDecoded].map(([encoding, files]) => [encoding, files.length])),
    releasesNew: counts.releasesNew,
    releasesChanged: counts.releasesChanged,
    releasesUnchanged: counts.releasesUnchanged,
    tendersNew: counts.tendersNew,
    tendersUpdated: counts.tendersUpdated,
    quarantined: Object.fromEntries(counts.quarantined),
    ...(counts.publishersRefused > 0 && { publishersRefused: counts.publishersRefused }),
  };
}
