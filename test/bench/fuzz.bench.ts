import { prepareTemplate } from '../kit/database.js';
import { fuzzTenders } from '../tenders/fuzz/fuzz-tenders.js';
import type { Bench } from './bench.js';

const releases = 10_000;

/**
 * Sends 10,000 mutated releases of real publishers through import, query and export, and counts what broke: `-- fuzz 500`
 * sends fewer.
 */
export const bench: Bench = async ({ args, say }) => {
  await prepareTemplate();
  const { sent, imported, setAside, refusals, tendersRead, errors, invalid } = await fuzzTenders(
    Number(args[0] ?? releases),
    say,
  );
  for (const [reason, count] of Object.entries(setAside)) say(`${count} set aside: ${reason}`);
  for (const problem of [...refusals, ...errors.map(String), ...invalid].slice(0, 20)) say(`WRONG  ${problem}`);
  const aside = Object.values(setAside).reduce((sum, count) => sum + count, 0);
  const figures = { sent, imported, setAside: aside, lost: sent - imported - aside, tendersRead };
  return {
    figures: { ...figures, errors: errors.length + refusals.length, invalid: invalid.length },
    goals: [
      ...['lost', 'errors', 'invalid'].map((figure) => ({ figure, atMost: 0 })),
      { figure: 'tendersRead', atLeast: sent / 2 },
    ],
  };
};
