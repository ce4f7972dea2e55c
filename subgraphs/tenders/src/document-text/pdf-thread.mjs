import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

const { bytes, pagesMax, charactersMax } = workerData;

try {
  const pdf = await getDocumentProxy(bytes, { isEvalSupported: false, stopAtErrors: false, verbosity: 0 });
  const pages = [];
  let characters = 0;
  for (let number = 1; number <= Math.min(pdf.numPages, pagesMax) && characters < charactersMax; number += 1) {
    const lines = await linesOf(await pdf.getPage(number), charactersMax - characters);
    characters += lines.reduce((sum, { text }) => sum + text.length, 0);
    pages.push(lines);
  }
  parentPort.postMessage({ pageCount: pdf.numPages, isCut: pages.length < pdf.numPages, pages });
} catch (error) {
  parentPort.postMessage({ problem: error instanceof Error ? error.name : 'Error' });
}

/** The lines of a page in the order in which the file has them. */
async function linesOf(page, charactersLeft) {
  const { items } = await page.getTextContent();
  page.cleanup();
  const lines = [];
  let line = null;
  let characters = 0;
  for (const { str, hasEOL, transform, height } of items) {
    if (str === undefined) continue;
    const y = transform[5];
    if (line !== null && Math.abs(line.y - y) > line.height / 2 && str.trim() !== '') line = null;
    if (line === null && str.trim() !== '') lines.push((line = { text: '', y, height }));
    if (line !== null) line.text += str;
    characters += str.length;
    if (hasEOL) line = null;
    if (characters > charactersLeft) break;
  }
  return lines;
}
