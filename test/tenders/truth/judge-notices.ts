import { readFileSync } from 'node:fs';
import { memberAt, readNoticeKind, textOf, type JsonObject, type NoticeKind } from '@hub/tenders/ocds';
import { z } from 'zod';
import { parseCsv } from '../extraction/advertised-texts.js';
import { ocdsFolder, readObject, readObjects } from '../shared-files.js';

const byName = z.record(z.string(), z.string());

/**
 * Labels by hand of real notices. Of the website and the API by ocid, where what has none is a tender or a request for a
 * quotation. Those of the advertised rows were given to rows drawn at random before any rule was tried on them, by the number
 * of the row; that the publisher calls two of them requests for information was seen afterwards.
 */
const labels = z
  .object({ website: byName, api: byName, advertised: byName })
  .parse(JSON.parse(readFileSync(new URL('notice-labels.json', import.meta.url), 'utf8')));

/** A notice that was labelled, and what was read of it; null where it is an invitation to bid. */
interface Labelled {
  readonly text: string;
  readonly label: string | null;
  readonly read: string | null;
}

/** How well the kinds of notices are read. */
export interface NoticeJudgement {
  readonly notices: number;
  readonly labelled: number;
  readonly recall: number;
  readonly precision: number;
  /** Those that were read as something else than they are. */
  readonly wrong: readonly Labelled[];
}

function invitation(kind: string | null): string | null {
  return kind === 'TENDER' || kind === 'QUOTATION' ? null : kind;
}

function labelled(
  texts: { title: string; reference: string | null; methodDetails: string | null },
  label: string | null,
) {
  const kind: NoticeKind = readNoticeKind({ ...texts, description: null });
  return { text: texts.title, label: invitation(label), read: invitation(kind) };
}

interface Paths {
  readonly id: string[];
  readonly reference: string[];
  readonly text: string[];
}

function fromObjects(rows: readonly JsonObject[], known: Record<string, string>, paths: Paths): Labelled[] {
  return rows.map((row) => {
    const [id, reference = null, text = null] = [paths.id, paths.reference, paths.text].map((path) =>
      textOf(memberAt(row, ...path)),
    );
    const methodDetails = textOf(memberAt(row, 'tender', 'procurementMethodDetails'));
    return labelled({ title: text ?? reference ?? '', reference, methodDetails }, known[id ?? ''] ?? null);
  });
}

function fromAdvertised(): Labelled[] {
  const file = `${ocdsFolder}/za-etenders/etenders_website_advertised_4295.csv`;
  const [header = [], ...rows] = parseCsv(readFileSync(file, 'utf8'));
  const cell = (row: string, name: string): string => rows[Number(row)]?.[header.indexOf(name)] ?? '';
  return Object.entries(labels.advertised).map(([row, label]) =>
    labelled(
      {
        title: cell(row, 'Tender Description'),
        reference: cell(row, 'Tender Number'),
        methodDetails: cell(row, 'Tender Type'),
      },
      label,
    ),
  );
}

/** Reads the kinds of labelled notices. Needs ../shared/data/ocds. */
export function judgeNotices(): NoticeJudgement {
  const releases = objectsOf(readObject('za-etenders/ocds_shaped_200_2025-09-18.DERIVED.package.json'));
  const all = [
    ...fromObjects(releases, labels.website, {
      ...{ id: ['ocid'], reference: ['tender', 'title'], text: ['tender', 'description'] },
    }),
    ...fromObjects(readObjects('za-etenders/ocds_api_flattened_262_2025.json'), labels.api, {
      ...{ id: ['ocds_id'], reference: ['title'], text: ['description'] },
    }),
    ...fromAdvertised(),
  ];
  const known = all.filter(({ label }) => label !== null);
  const found = all.filter(({ read }) => read !== null);
  const right = known.filter(({ label, read }) => label === read);
  return {
    ...{ notices: all.length, labelled: known.length },
    ...{ recall: right.length / known.length, precision: right.length / found.length },
    wrong: all.filter(({ label, read }) => label !== read),
  };
}

function objectsOf(pack: JsonObject): JsonObject[] {
  return z.array(z.custom<JsonObject>()).parse(pack['releases']);
}
