/** What an import did, in numbers. */
export interface ImportCounts {
  filesRead: number;
  /** Reason to the files it held for. */
  filesSkipped: Map<string, string[]>;
  /** Files that were read up to a point, with where and why reading ended. */
  filesCutShort: Map<string, string>;
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
}

export function emptyCounts(): ImportCounts {
  return {
    filesRead: 0,
    filesSkipped: new Map(),
    filesCutShort: new Map(),
    releasesNew: 0,
    releasesChanged: 0,
    releasesUnchanged: 0,
    tendersNew: 0,
    tendersUpdated: 0,
    quarantined: new Map(),
    quarantinedNew: 0,
  };
}

export function releasesSeen(counts: ImportCounts): number {
  return counts.releasesNew + counts.releasesChanged + counts.releasesUnchanged;
}

export function addTo(map: Map<string, number>, key: string, count = 1): void {
  map.set(key, (map.get(key) ?? 0) + count);
}

/** The counts as they are kept with a run. */
export function countsAsJson(counts: ImportCounts): Record<string, unknown> {
  return {
    filesRead: counts.filesRead,
    filesSkipped: Object.fromEntries([...counts.filesSkipped].map(([reason, files]) => [reason, files.length])),
    filesCutShort: counts.filesCutShort.size,
    releasesNew: counts.releasesNew,
    releasesChanged: counts.releasesChanged,
    releasesUnchanged: counts.releasesUnchanged,
    tendersNew: counts.tendersNew,
    tendersUpdated: counts.tendersUpdated,
    quarantined: Object.fromEntries(counts.quarantined),
  };
}
