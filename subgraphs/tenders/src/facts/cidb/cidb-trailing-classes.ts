import type { ResolvedStatement } from './cidb-designations.js';
import { isWorksClass, worksClassWords, type WorksClass } from './works-classes.js';

const codes = '((?:(?:GB|CE|EB|EP|ME|S[B-OQ])\\b[\\s,/&]{0,3}(?:(?:and|or)\\s)?)';
const inClass =
  '(?:in|for|under|of)\\s+(?:the\\s+)?(?:class(?:es)?(?:\\s+of\\s+(?:construction\\s+)?works?)?\\s*:?\\s*)?';
// Right behind: "grade 5 or higher in the CE or GB class", "grade 6 or higher (CE)".
const near = new RegExp(`^[\\s,–-]{0,3}(?:\\(\\s?|${inClass})?${codes}{1,20})(?!\\s*[a-z])`, 'iu');
const beforeClass = new RegExp(`^[\\s,–-]{0,3}${inClass}${codes}{1,20})(?=class)`, 'iu');
// Some words later: "grading 1 & 2 for maintenance in terms of GB, SO, EB". One code alone would be too little to go by.
const far = new RegExp(
  `^[^.;\\n]{0,80}?\\b(?:in\\s+terms\\s+of|in\\s+(?:the\\s+)?class(?:es)?(?:\\s+of\\s+(?:construction\\s+)?works?)?)\\s*:?\\s*${codes}{2,20})`,
  'iu',
);
const beforeWords = new RegExp(`^[\\s,–-]{0,3}(?:\\(\\s?|${inClass})?`, 'iu');

/** Gives grades that stand alone the classes that follow some words later. */
export function withTrailingClasses(text: string, resolved: ResolvedStatement): ResolvedStatement {
  if (resolved.designations[0]?.classOfWorks !== null) return resolved;
  const behind = text.slice(resolved.end, resolved.end + 200);
  const found = codesIn(behind) ?? classNamedIn(behind);
  if (found === null) return resolved;
  const designations = resolved.designations.flatMap((designation) =>
    found.classes.map((classOfWorks) => ({ ...designation, classOfWorks })),
  );
  return { ...resolved, designations, end: resolved.end + found.end };
}

interface Found {
  classes: WorksClass[];
  end: number;
}

function codesIn(behind: string): Found | null {
  const match = near.exec(behind) ?? beforeClass.exec(behind) ?? far.exec(behind);
  const list = match?.[1] ?? '';
  // Small letters would be words: "me", "so".
  const classes = Array.from(list.matchAll(/\b[A-Z]{2}\b/gu), ([code]) => code).filter(isWorksClass);
  const last = classes.at(-1);
  if (match === null || last === undefined) return null;
  return { classes, end: match[0].length - list.length + list.lastIndexOf(last) + last.length };
}

function classNamedIn(behind: string): Found | null {
  const start = beforeWords.exec(behind)?.[0].length ?? 0;
  for (const { code, words } of worksClassWords) {
    words.lastIndex = start;
    const end = start + (words.exec(behind)?.[0].length ?? 0);
    if (end > start) return { classes: [code], end };
  }
  return null;
}
