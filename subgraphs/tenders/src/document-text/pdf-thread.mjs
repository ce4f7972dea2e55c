import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

const { bytes, pagesMax, charactersMax, started } = workerData;
// What goes wrong from here on is about the file.
Atomics.store(started, 0, 1);
parentPort.postMessage({ hasStarted: true });

try {
  const pdf = await getDocumentProxy(bytes, { isEvalSupported: false, stopAtErrors: false, verbosity: 0 });
  const pages = [];
  let characters = 0;
  let isCut = false;
  for (let number = 1; number <= Math.min(pdf.numPages, pagesMax) && characters < charactersMax; number += 1) {
    const { lines, isPageCut } = await linesOf(await pdf.getPage(number), charactersMax - characters);
    isCut ||= isPageCut;
    characters += lines.reduce((sum, { text }) => sum + text.length, 0);
    pages.push(lines);
  }
  parentPort.postMessage({ pageCount: pdf.numPages, isCut: isCut || pages.length < pdf.numPages, pages });
} catch (error) {
  parentPort.postMessage({ problem: error instanceof Error ? error.name : 'Error' });
}

/** The lines of a page in the order in which the file has them, and whether there are more. */
async function linesOf(page, charactersLeft) {
  const { items } = await page.getTextContent();
  page.cleanup();
  const lines = [];
  let line = null;
  let characters = 0;
  for (const { str, hasEOL, transform, height } of items) {
    if (str === undefined) continue;
    if (characters >= charactersLeft && str.trim() !== '') return { lines, isPageCut: true };
    const y = transform[5];
    if (line !== null && Math.abs(line.y - y) > line.height / 2 && str.trim() !== '') line = null;
    if (line === null && str.trim() !== '') lines.push((line = { text: '', y, height }));
    if (line !== null) line.text += str;
    characters += str.length;
    if (hasEOL) line = null;
  }
  return { lines, isPageCut: false };
}
