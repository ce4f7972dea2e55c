import { prepareTemplate } from '../kit/database.js';
import { fuzzTenders } from '../tenders/fuzz/fuzz-tenders.js';
import type { Bench } from './bench.js';

const releases = 10_000;

/**
 * Sends 10,000 mutated releases of real publishers through import, query and export, a sample of them through the gateway
 * and its files as well, and counts what broke: `-- fuzz 500` sends fewer.
 */
export const bench: Bench = async ({ args, say }) => {
  await prepareTemplate();
  const { sent, imported, setAside, refusals, tendersRead, errors, invalid, edge } = await fuzzTenders(
    Number(args[0] ?? releases),
    say,
  );
  for (const [reason, count] of Object.entries(setAside)) say(`${count} set aside: ${reason}`);
  for (const problem of [...refusals, ...errors.map(String), ...invalid, ...edge.faults, ...edge.invalid].slice(0, 20))
    say(`WRONG  ${problem}`);
  const aside = Object.values(setAside).reduce((sum, count) => sum + count, 0);
  const figures = { sent, imported, setAside: aside, lost: sent - imported - aside, tendersRead };
  const edgeFigures = {
    ...{ sentThroughGateway: edge.sent, requests: edge.requests, exported: edge.exported },
    ...{ edgeFaults: edge.faults.length, edgeInvalid: edge.invalid.length },
  };
  return {
    figures: { ...figures, errors: errors.length + refusals.length, invalid: invalid.length, ...edgeFigures },
    goals: [
      ...['lost', 'errors', 'invalid', 'edgeFaults', 'edgeInvalid'].map((figure) => ({ figure, atMost: 0 })),
      { figure: 'tendersRead', atLeast: sent / 2 },
      { figure: 'exported', atLeast: edge.sent / 2 },
    ],
  };
};
