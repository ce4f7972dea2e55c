import type { TeamSource } from '@hub/prisma/client';
import { z } from 'zod';
import { isObject, type Json } from '../../../../ocds/index.js';
import { readJsonPage, rowKindOf } from '../../connectors/json-rows.js';
import { createOcdsConnector } from '../../connectors/ocds-api.connector.js';
import { checkOcds, fingerprintOf, parsed, readOcdsPage } from '../../../../source-http/index.js';
import { ocdsRow, processesOf } from '../../connectors/ocds-rows.js';
import { firstPage, pageBehind, type PageRead, type PagingSettings } from '../../connectors/paging.js';
import type { TeamRow } from '../../connectors/team-row.js';
import { jsonMappingInForce, mappingInForce, type MappingInForce } from '../mapping-in-force.js';
import { kindOf } from '../team-source-input.js';

/** What a page of a team's source brings. */
export interface TeamPage {
  /** Ids of the rows, to look up what is stored of them. */
  readonly externalIds: readonly string[];
  /** The rows, given what is stored of them. */
  rows(stored: ReadonlyMap<string, unknown>): TeamRow[];
  readonly refused: number;
  readonly count: number;
  readonly next: string | null;
  readonly fingerprint: string;
}

/** Walks and reads one source of a team. */
export interface TeamConnector {
  readonly paging: PagingSettings;
  /** True when the whole list is one page, so that "not modified" says all there is to say. */
  readonly isOnePage: boolean;
  firstPage(): URL;
  pageBehind(read: PageRead, wasAsked: (url: URL) => boolean): URL | null;
  /** @throws PollFailure `MALFORMED` for a body that is not whole or not what the mapping expects. */
  check(bytes: Buffer): void;
  read(bytes: Buffer): Promise<TeamPage>;
}

/** The connector of a source, from its kind and mapping. */
export function teamConnectorOf({
  kind,
  url,
  mapping,
  timeZone,
}: Pick<TeamSource, 'kind' | 'url' | 'mapping' | 'timeZone'>): TeamConnector {
  const sourceKind = kindOf(kind);
  if (sourceKind === 'ocds') return ocdsConnector(url, mappingInForce(sourceKind, mapping), timeZone);
  const inForce = jsonMappingInForce(sourceKind, mapping);
  const options = { kind: rowKindOf(sourceKind), timeZone };
  return {
    ...walk(url, inForce.paging),
    check: (bytes) => void readJsonPage(parsed(bytes), inForce, options),
    async read(bytes) {
      const { rows, ids, refused, count, next } = readJsonPage(parsed(bytes), inForce, options);
      return {
        externalIds: rows.map(({ externalId }) => externalId),
        rows: () => [...rows],
        refused,
        count,
        next,
        fingerprint: fingerprintOf(ids),
      };
    },
  };
}

function ocdsConnector(url: string, { paging }: MappingInForce, timeZone: string): TeamConnector {
  const connector = createOcdsConnector({ url, timeZone, settings: { paging } });
  return {
    paging: connector.paging,
    isOnePage: paging.style === 'none',
    firstPage: () => connector.firstPage(null),
    pageBehind: connector.pageBehind,
    check: checkOcds,
    async read(bytes) {
      const page = await readOcdsPage(bytes, paging.nextPointer);
      const { processes, refused } = processesOf(page.items);
      return {
        externalIds: processes.map(({ ocid }) => ocid),
        rows: (stored) => processes.map((process) => ocdsRow(process, asJson(stored.get(process.ocid)), timeZone)),
        refused: refused + page.strays.length,
        count: page.items.length,
        next: page.next,
        fingerprint: page.fingerprint,
      };
    },
  };
}

function walk(
  url: string,
  paging: PagingSettings,
): Pick<TeamConnector, 'paging' | 'isOnePage' | 'firstPage' | 'pageBehind'> {
  return {
    paging,
    isOnePage: paging.style === 'none',
    firstPage: () => firstPage(new URL(url), paging),
    pageBehind: (read, wasAsked) => pageBehind(read, paging, wasAsked),
  };
}

function asJson(value: unknown): Json | undefined {
  const json = z.json().safeParse(value);
  return json.success && (Array.isArray(json.data) || isObject(json.data)) ? json.data : undefined;
}
