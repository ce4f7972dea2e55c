import { z } from 'zod';
import type { JsonObject } from '../../../ocds/index.js';
import type { StoredProcess } from './process.loader.js';
import type { SourceNotice } from './publication.repository.js';

/** What every package says about itself. */
export interface EnvelopeFacts {
  /** Absolute address of this package. */
  readonly uri: string;
  /** Address of this installation. */
  readonly publicUrl: string;
  readonly processes: readonly StoredProcess[];
  /** Sources of the releases. */
  readonly sources: readonly SourceNotice[];
}

const licenceOf = z.looseObject({ license: z.url().optional() });

/**
 * The fields round the releases or records of a package. We publish it, so we are its publisher; where its releases come
 * from is in `sources`. A licence is named when all of the sources state one and the same.
 */
export function envelopeOf({ uri, publicUrl, processes, sources }: EnvelopeFacts): JsonObject {
  const extensions = new Set(processes.flatMap(({ revisions }) => revisions.flatMap((one) => one.extensions)));
  const licences = new Set(sources.map(({ settings }) => licenceOf.safeParse(settings).data?.license));
  const [license] = licences;
  return {
    uri,
    version: '1.1',
    extensions: [...extensions].filter((address) => /^https?:\/\//u.test(address) && URL.canParse(address)).toSorted(),
    publishedDate: changedAt(processes),
    publisher: { name: 'Tender Insight Hub', uri: publicUrl },
    ...(licences.size === 1 && license !== undefined && { license }),
    sources: sources.map(({ title, url }) => ({ name: title, ...(url !== null && { uri: url }) })),
  };
}

/** A package that is made on demand was published, says OCDS, when what it holds last changed. So it also stays the same. */
function changedAt(processes: readonly StoredProcess[]): string {
  const times = processes.flatMap(({ revisions }) => revisions.map(({ receivedAt }) => receivedAt.getTime()));
  return new Date(times.reduce((latest, time) => Math.max(latest, time), 0)).toISOString();
}
