import { realpathSync } from 'node:fs';
import Table from 'cli-table3';
import { checkoutRoot } from './checkout-root.js';
import { live } from './life.js';
import { diagnose, type Diagnosis } from './stores/diagnose.js';

// Looks at the machine and says what `npm start` would use, what is missing, and what to type. Starts nothing.
await live(async ({ signal }) => {
  const diagnoses = await diagnose({ root: realpathSync(checkoutRoot), profile: 'start', env: process.env, signal });
  process.stdout.write(`Node ${process.versions.node} on ${process.platform} ${process.arch}\n`);
  for (const diagnosis of diagnoses) process.stdout.write(`\n${render(diagnosis)}\n`);
  const missing = diagnoses.filter(({ verdict }) => verdict === 'missing').map(({ store }) => store);
  process.stdout.write(
    missing.length === 0
      ? '\nNothing is missing: npm start will work.\n'
      : `\nMissing: ${missing.join(', ')}. Follow one of the remedies above, then run npm run doctor again.\n`,
  );
  return missing.length === 0 ? 0 : 1;
});

function render({ store, verdict, choice, findings }: Diagnosis): string {
  const verdicts = {
    found: `will come from "${choice}"`,
    disposable: 'cannot be had; the product runs without it, slower',
    missing: 'MISSING',
  };
  const table = new Table({
    head: ['provider', 'usable', 'what was found', 'remedy'],
    colWidths: [15, 8, 52, 52],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
  });
  for (const { provider, isUsable, detail, remedy } of findings)
    table.push([provider, isUsable ? 'yes' : 'no', detail, remedy ?? '']);
  return `${store}: ${verdicts[verdict]}\n${table.toString()}`;
}
