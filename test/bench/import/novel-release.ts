import { releaseOf } from '../skeleton/releases.js';

/**
 * A release with as much that was never met before as a release can have: a prefix of its ocid, words, times, a buyer and
 * a winner of its own. What an importer remembers of releases grows by all of these, unless it forgets.
 */
export function novelRelease(index: number): object {
  const release = releaseOf(index);
  const { tender } = release;
  const ocid = `ocds-${index.toString(36).padStart(6, '0')}-1`;
  const name = spelt(index);
  const published = new Date(Date.UTC(2026, 0, 1) + index * 1_001).toISOString();
  const closing = new Date(Date.UTC(2027, 0, 1) + index * 1_001).toISOString();
  const buyer = { id: `buyer-${index}`, name: `Municipality of ${name}` };
  const winner = { id: `winner-${index}`, name: `Builders ${name}` };
  return {
    ...release,
    ocid,
    id: `${ocid}-1`,
    date: published,
    parties: [
      { ...buyer, roles: ['buyer'] },
      { ...winner, roles: ['supplier'], identifier: { scheme: 'ZA-CIPC', id: `2020/${index}/07` } },
    ],
    buyer,
    tender: {
      ...tender,
      description: `${tender.description} Ask for ${name}surname or ${name}township.`,
      tenderPeriod: { startDate: published, endDate: closing },
    },
    awards: [{ id: 'a1', status: 'active', date: published, suppliers: [winner] }],
  };
}

// Letters only: words with digits are codes, which the importer does not look up.
function spelt(index: number): string {
  return Array.from(String(index), (digit) => syllables[Number(digit)]).join('');
}

const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu'];
