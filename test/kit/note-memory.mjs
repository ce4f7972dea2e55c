import { appendFileSync } from 'node:fs';
import { afterAll, expect } from '@jest/globals';

// Each file notes how large its worker has been by then; `npm test` reads the notes and says the largest.
const { HUB_TEST_MEMORY_FILE: notes } = process.env;
if (notes) {
  const { testPath = '' } = expect.getState();
  afterAll(() => appendFileSync(notes, `${process.resourceUsage().maxRSS} ${testPath}\n`));
}
