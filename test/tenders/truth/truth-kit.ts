import pg from 'pg';
import { rereadFacts, type RereadProgress } from '@hub/tenders/imports/reread-facts';
import type { TestUser } from '../../kit/people.js';
import { versionsKit, type VersionsKit } from '../versions/versions-kit.js';

/** Imports releases and asks what was read of them, at 10:00 UTC on 15 March 2026 unless another moment is given. */
export interface TruthKit extends VersionsKit {
  readonly clerk: TestUser;
  /** What `hub reread-facts` does. */
  reread(): Promise<RereadProgress>;
  /** A query's data as JSON. */
  read(query: string, variables?: Record<string, unknown>): Promise<Record<string, never>>;
  /** Fields of the tender of a process, or of an ocid. */
  tender(process: string, fields: string): Promise<unknown>;
}

export async function truthKit(now?: string): Promise<TruthKit> {
  const kit = await versionsKit(now);
  const clerk = await (await kit.team()).user();
  const read = async (query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await kit.ask(query, { as: clerk.actor, variables });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return JSON.parse(JSON.stringify(data ?? {}));
  };
  return {
    ...kit,
    clerk,
    read,
    async tender(process, fields) {
      const data = await read(`query ($ocid: String!) { tender(ocid: $ocid) { ${fields} } }`, {
        ocid: process.startsWith('ocds-') ? process : ocidOf(process),
      });
      return data.tender;
    },
    async reread() {
      const pool = new pg.Pool({ connectionString: kit.database.urlOf('svc_importer'), max: 2 });
      pool.on('error', () => undefined);
      try {
        return await rereadFacts({ pool, signal: new AbortController().signal });
      } finally {
        await pool.end();
      }
    },
  };
}

/** The ocid of a process of these tests. */
export function ocidOf(process: string): string {
  return `ocds-tstrth-${process}`;
}

/** A release of a process; its day of March 2026 is its id. */
export function released(
  process: string,
  day: number,
  tender: Record<string, unknown>,
  rest: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ocid: process.startsWith('ocds-') ? process : ocidOf(process),
    id: `${process}-${day}`,
    date: `2026-03-${String(day).padStart(2, '0')}T00:00:00Z`,
    tag: [day === 1 ? 'tender' : 'tenderUpdate'],
    initiationType: 'tender',
    tender: { id: process, ...tender },
    ...rest,
  };
}
