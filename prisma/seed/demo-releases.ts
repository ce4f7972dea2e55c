import { demoTenders, type DemoTender } from './demo-tenders.js';

const dayMs = 86_400_000;

/**
 * The demo's tenders as an OCDS 1.1 release package, with dates counted from `now`.
 * Imported through the same importer as everybody's data.
 */
export function demoReleases(now: Date): object {
  return {
    uri: 'https://demo.hub.invalid/releases.json',
    version: '1.1',
    publishedDate: now.toISOString(),
    publisher: { name: 'Tender Insight Hub demo' },
    releases: demoTenders.map((tender) => releaseOf(tender, now)),
  };
}

function releaseOf(tender: DemoTender, now: Date): object {
  const at = (days: number, hour: number): string => {
    const day = new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
    return `${day}T${String(hour).padStart(2, '0')}:00:00+02:00`;
  };
  const ocid = `ocds-demo01-${tender.number.toLowerCase().replaceAll('/', '-')}`;
  const date = at(-tender.publishedDaysAgo, 8);
  const buyerId = tender.buyer.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return {
    ocid,
    id: `${ocid}-${date}`,
    date,
    tag: tender.award ? ['tender', 'award'] : ['tender'],
    initiationType: 'tender',
    language: 'en',
    parties: [{ id: buyerId, name: tender.buyer, roles: ['buyer', 'procuringEntity'] }],
    buyer: { id: buyerId, name: tender.buyer },
    tender: {
      id: tender.number,
      title: tender.title,
      description: tender.description,
      status: tender.award ? 'complete' : 'active',
      procurementMethod: 'open',
      procurementMethodDetails: tender.method,
      mainProcurementCategory: tender.category,
      province: tender.province,
      ...(tender.amount !== null && { value: { amount: tender.amount, currency: 'ZAR' } }),
      tenderPeriod: { startDate: date, endDate: at(tender.closesInDays, 11) },
      ...(tender.briefing && {
        briefingSession: {
          isSession: true,
          compulsory: tender.briefing.isCompulsory,
          date: at(tender.briefing.inDays, 10),
          venue: tender.briefing.venue,
        },
      }),
      documents: [
        {
          id: `${ocid}-doc-1`,
          documentType: 'tenderNotice',
          title: 'Tender notice',
          url: `https://demo.hub.invalid/documents/${ocid}.pdf`,
          datePublished: date,
          format: 'application/pdf',
        },
      ],
    },
    ...(tender.award && {
      awards: [
        {
          id: `${ocid}-award-1`,
          title: tender.title,
          status: 'active',
          date: at(tender.closesInDays + 30, 9),
          value: { amount: tender.award.amount, currency: 'ZAR' },
          suppliers: [{ id: tender.award.supplier.toLowerCase().replaceAll(' ', '-'), name: tender.award.supplier }],
        },
      ],
    }),
  };
}
