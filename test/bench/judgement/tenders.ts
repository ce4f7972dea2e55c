import { globSync, readFileSync } from 'node:fs';
import type { KeyFactSource } from '@hub/insights/key-facts';
import { readTenderFacts, type TenderFacts } from '@hub/tenders/facts';
import { readNoticeKind, type NoticeKind } from '@hub/tenders/ocds';
import { z } from 'zod';
import { parseCsv } from '../../tenders/extraction/advertised-texts.js';
import { ocdsFolder } from '../../tenders/shared-files.js';

/** A tender as the importer would store it, as far as insights look. */
export interface JudgedTender {
  readonly id: string;
  readonly source: KeyFactSource & { readonly language: string | null; readonly cidb: TenderFacts['cidb'] };
  readonly category: string | null;
  readonly procurementCategory: string | null;
  readonly methodDetails: string | null;
  readonly noticeKind: NoticeKind;
  readonly itemNames: readonly string[];
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly specialConditions: string | null;
  readonly category: string | null;
  readonly procurementCategory?: string | null;
  readonly methodDetails: string | null;
  readonly province: string | null;
  readonly deliveryLocation: string | null;
  readonly buyerName: string | null;
  readonly language: string | null;
  readonly briefings: KeyFactSource['briefings'];
  readonly itemNames?: readonly string[];
}

/** All tenders of the files that labels speak of, by their ids. Needs the folder of published data. */
export function readTenders(): ReadonlyMap<string, JudgedTender> {
  const rows = [
    ...websiteRows(),
    ...csvRows('a', 'etenders_website_advertised_4295.csv'),
    ...csvRows('m', 'municipal_tenders.csv'),
    ...otherRows(),
  ];
  return new Map(rows.map((row) => [row.id, judged(row)]));
}

function judged({ itemNames = [], procurementCategory = null, ...row }: Row): JudgedTender {
  const { title, description, specialConditions } = row;
  const facts = readTenderFacts({ title, description, specialConditions, hasBriefings: row.briefings.length > 0 });
  return {
    id: row.id,
    source: {
      ...row,
      ...facts,
      closingAt: null,
      timeZone: 'Africa/Johannesburg',
      valueAmount: null,
      valueCurrency: null,
    },
    category: row.category,
    procurementCategory,
    methodDetails: row.methodDetails,
    noticeKind: readNoticeKind({ title, description, reference: null, methodDetails: row.methodDetails }),
    itemNames,
  };
}

const website = z.object({
  data: z.array(
    z.object({
      id: z.int(),
      description: z.string(),
      conditions: z.string().nullable(),
      category: z.string().nullable(),
      type: z.string().nullable(),
      province: z.string().nullable(),
      delivery: z.string().nullable(),
      organ_of_State: z.string().nullable(),
      briefingSession: z.boolean().nullable(),
      briefingCompulsory: z.boolean().nullable(),
      compulsory_briefing_session: z.string().nullable(),
      briefingVenue: z.string().nullable(),
    }),
  ),
});

function websiteRows(): Row[] {
  const file = `${ocdsFolder}/za-etenders/etenders_website_list_200_2025-09-18.raw.json`;
  return website.parse(JSON.parse(readFileSync(file, 'utf8'))).data.map((row) => ({
    id: `w${row.id}`,
    ...namesOf(row.description),
    specialConditions: textOrNull(row.conditions),
    category: row.category,
    methodDetails: row.type,
    province: provinceOf(row.province),
    deliveryLocation: row.delivery,
    buyerName: row.organ_of_State,
    language: 'en-za',
    briefings:
      row.briefingSession === true
        ? [
            {
              heldAt:
                row.compulsory_briefing_session === null ? null : new Date(`${row.compulsory_briefing_session}+02:00`),
              isCompulsory: row.briefingCompulsory === true,
              venue: textOrNull(row.briefingVenue),
            },
          ]
        : [],
  }));
}

function csvRows(prefix: string, file: string): Row[] {
  const [header = [], ...rows] = parseCsv(readFileSync(`${ocdsFolder}/za-etenders/${file}`, 'utf8'));
  return rows.map((row, index) => {
    const cell = (name: string): string => row[header.indexOf(name)] ?? '';
    const hasBriefing = cell('Is there a briefing session?') === 'Yes';
    return {
      id: `${prefix}${index}`,
      ...namesOf(cell('Tender Description')),
      specialConditions: textOrNull(cell('Special Conditions')),
      category: textOrNull(cell('Category')),
      methodDetails: textOrNull(cell('Tender Type')),
      province: provinceOf(cell('Province')),
      deliveryLocation: textOrNull(cell('Place where goods, works or services are required')),
      buyerName: textOrNull(cell('Organ Of State')),
      language: 'en-za',
      briefings: hasBriefing
        ? [
            {
              heldAt: null,
              isCompulsory: cell('Is it compulsory?') === 'Yes',
              venue: textOrNull(cell('Briefing Venue')),
            },
          ]
        : [],
    };
  });
}

const release = z.looseObject({
  ocid: z.string(),
  language: z.string().nullish(),
  buyer: z.looseObject({ name: z.string().nullish() }).nullish(),
  tender: z
    .looseObject({
      title: z.string().nullish(),
      description: z.string().nullish(),
      mainProcurementCategory: z.string().nullish(),
      items: z
        .array(
          z.looseObject({
            description: z.string().nullish(),
            classification: z.looseObject({ description: z.string().nullish() }).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});
const pack = z.looseObject({
  releases: z.array(z.unknown()).nullish(),
  records: z
    .array(z.looseObject({ compiledRelease: z.unknown().optional(), releases: z.array(z.unknown()).nullish() }))
    .nullish(),
});

function otherRows(): Row[] {
  const folder = `${ocdsFolder}/sample-data-2018`;
  return globSync('*/{releases,records}/*.json', { cwd: folder })
    .toSorted()
    .flatMap((file) => {
      const { releases, records } = pack.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
      const found = releases ?? (records ?? []).map((record) => record.compiledRelease ?? record.releases?.[0]);
      return found.flatMap((item) => {
        const parsed = release.safeParse(item);
        return parsed.success ? (otherRow(file.split('/')[0] ?? '', parsed.data) ?? []) : [];
      });
    });
}

function otherRow(publisher: string, { ocid, language, buyer, tender }: z.output<typeof release>): Row | null {
  const [title, description] = [tender?.title?.trim() ?? '', textOrNull(tender?.description ?? null)];
  if (title === '' && description === null) return null;
  return {
    id: `${publisher}/${ocid}`,
    title: title === '' ? onOneLine(description ?? '') : title,
    description,
    specialConditions: null,
    category: null,
    procurementCategory: tender?.mainProcurementCategory ?? null,
    methodDetails: null,
    province: null,
    deliveryLocation: null,
    buyerName: buyer?.name ?? null,
    language: language ?? null,
    briefings: [],
    itemNames: (tender?.items ?? []).flatMap((item) => item.classification?.description ?? item.description ?? []),
  };
}

/** The portal's title is a number, so its description is both: title on one line and text. */
function namesOf(description: string): { title: string; description: string } {
  return { title: onOneLine(description), description };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

function textOrNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

function provinceOf(text: string | null): string | null {
  return text === null || text === '' ? null : text.toUpperCase().replaceAll(/[^A-Z]+/gu, '_');
}
