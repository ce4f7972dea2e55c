import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchContext } from '../bench.js';

const provinces = ['Gauteng', 'Western Cape', 'KwaZulu-Natal', 'Limpopo', 'Free State', 'National'];
const works = [
  'rehabilitation of roads',
  'supply of pumps',
  'cleaning services',
  'a reservoir',
  'roof repairs',
  'street lighting',
];

/**
 * Writes so many releases of invented tenders as JSON Lines, about 2 KB each, in a folder removed at the end.
 *
 * @param make - the release of a number from 0 on.
 */
export async function writeReleases(
  { onEnd }: BenchContext,
  count: number,
  make: (index: number) => object = releaseOf,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'releases.jsonl');
  const file = await open(path, 'w');
  for (let start = 0; start < count; start += 500) {
    const lines = Array.from({ length: Math.min(500, count - start) }, (_, index) =>
      JSON.stringify(make(start + index)),
    );
    await file.write(`${lines.join('\n')}\n`);
  }
  await file.close();
  return path;
}

/** A release of an invented tender: of 200 buyers, in the same few sentences. */
export function releaseOf(index: number) {
  const ocid = `ocds-bench1-${index}`;
  const day = new Date(Date.UTC(2026, 0, 1) + (index % 300) * 86_400_000);
  const closing = new Date(day.getTime() + 30 * 86_400_000);
  const work = works[index % works.length];
  const buyer = index % 200;
  return {
    ocid,
    id: `${ocid}-1`,
    date: day.toISOString(),
    tag: ['tender'],
    initiationType: 'tender',
    language: 'en',
    parties: [
      {
        id: `buyer-${buyer}`,
        name: `Municipality ${buyer}`,
        roles: ['buyer'],
        address: { region: provinces[buyer % provinces.length] },
      },
    ],
    buyer: { id: `buyer-${buyer}`, name: `Municipality ${buyer}` },
    tender: {
      id: `T-${index}`,
      title: `Bid ${index} for ${work}`,
      description: `The municipality invites bids for ${work} over ${(index % 36) + 1} months. ${sentences(index)}`,
      status: 'active',
      procurementMethod: 'open',
      mainProcurementCategory: index % 3 === 0 ? 'works' : 'services',
      province: provinces[index % provinces.length],
      value: { amount: 100_000 + (index % 9_973) * 1_000, currency: 'ZAR' },
      tenderPeriod: { startDate: day.toISOString(), endDate: closing.toISOString() },
      items: [{ id: '1', description: work, quantity: (index % 50) + 1, unit: { name: 'each' } }],
      documents: [
        {
          id: 'd1',
          documentType: 'tenderNotice',
          title: 'Notice',
          url: `https://bench.hub.invalid/${index}.pdf`,
          datePublished: day.toISOString(),
        },
      ],
    },
  };
}

function sentences(index: number): string {
  const parts = [
    'Bidders must be registered on the central supplier database and submit a valid tax compliance pin.',
    `A CIDB grading of ${(index % 9) + 1}CE or higher is required.`,
    'Documents are free of charge and may be collected from the supply chain office during working hours.',
    'Late, incomplete, telephonic or faxed bids are not accepted, and the lowest bid need not be accepted.',
    'Bids are evaluated on the 80/20 preference point system.',
  ];
  return parts.slice(0, (index % parts.length) + 1).join(' ');
}
