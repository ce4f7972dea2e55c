import { readKeyFacts, type KeyFact } from '@hub/insights/key-facts';
import { countWords, inventedWords, summarise } from '@hub/insights/summariser';
import { baselines } from './baselines.js';
import type { GoldFact, Label } from './labels.js';
import type { JudgedTender } from './tenders.js';

/** A label with its tender. */
export interface Judged {
  readonly label: Label;
  readonly tender: JudgedTender;
}

type Say = (line: string) => void;

/** How well summaries and key facts tell what a person found in the same tenders. */
export function judgeTexts(judged: readonly Judged[], say: Say): Record<string, number> {
  const told = judged.map(({ label, tender }) => ({ label, tender, summary: summarise(tender.source) }));
  const linesOf = (facts: readonly KeyFact[]) => facts.map(wordsOf).join('\n');
  const figures: Record<string, number> = {
    goldFactsFound: foundShare(
      judged,
      ({ tender }) => `${summarise(tender.source).text}\n${linesOf(readKeyFacts(tender.source))}`,
      say,
    ),
    ...typedFigures(judged, say),
    defects: share(told, ({ summary, label, tender }) => report(say, label, 'defect', defectOf(summary, tender))),
    privateTexts: count(told, ({ summary, label }) =>
      report(
        say,
        label,
        'private',
        looksPrivate.test(
          `${summary.text}\n${summary.facts.map(({ line, span }) => `${line} ${span?.text ?? ''}`).join('\n')}`,
        )
          ? 'yes'
          : null,
      ),
    ),
    inventedTexts: count(told, ({ summary, label, tender }) =>
      report(say, label, 'invented', inventedWords(summary.text, sourceOf(tender))[0] ?? null),
    ),
    usefulBeyondTitle: share(
      told.filter(({ label }) => label.isUseful),
      ({ summary }) => !summary.isTitleOnly,
    ),
    titleOnlyRight: share(
      told.filter(({ summary }) => summary.isTitleOnly),
      ({ label }) => !label.isUseful,
    ),
    language: share(
      told,
      ({ summary, label }) =>
        !report(say, label, 'language', summary.language === label.language ? null : summary.language),
    ),
  };
  for (const { name, tell } of baselines) {
    figures[`${name}GoldFacts`] = foundShare(judged, ({ tender }) => tell(tender));
    figures[`${name}Private`] = count(judged, ({ tender }) => looksPrivate.test(tell(tender)));
    figures[`${name}Useful`] = share(
      judged.filter(({ label }) => label.isUseful),
      ({ tender }) => countWords(tell(tender)) > countWords(tender.source.title) + 3,
    );
  }
  return figures;
}

function sourceOf({ source }: JudgedTender): string {
  return [source.title, source.description, source.specialConditions]
    .join('\n')
    .replaceAll(/[^\P{Cc}\s]/gu, '')
    .replaceAll(/\s+/gu, ' ');
}

function wordsOf({ line, codes, span }: KeyFact): string {
  return [line, codes.join(' '), span?.text.replaceAll(/\s+/gu, ' ')].join(' ');
}

function foundShare(judged: readonly Judged[], tell: (judged: Judged) => string, say?: Say): number {
  const gold = judged.flatMap((item) => {
    const text = tell(item);
    return item.label.facts
      .filter(({ isOptional, kind }) => !isOptional && kind !== 'BRIEFING')
      .map((fact) => ({ item, fact, isFound: fact.pattern.test(text) }));
  });
  for (const { item, fact, isFound } of gold)
    if (!isFound) say?.(`${item.label.id}: ${fact.kind} ${fact.pattern.source} is not told`);
  return share(gold, ({ isFound }) => isFound);
}

// Kinds that fields state, which labels leave out.
const byField: ReadonlySet<string> = new Set(['CLOSING', 'PLACE', 'VALUE', 'CONTACT_OFFICE']);

function typedFigures(judged: readonly Judged[], say: Say): Record<string, number> {
  let [asked, found, stated, right] = [0, 0, 0, 0];
  for (const { label, tender } of judged) {
    const facts = readKeyFacts(tender.source).filter(({ kind }) => !byField.has(kind));
    for (const gold of label.facts.filter(({ isOptional }) => !isOptional)) {
      asked += 1;
      if (facts.some((fact) => isSame(gold, fact))) found += 1;
      else say(`${label.id}: ${gold.kind} ${gold.pattern.source} was not read`);
    }
    for (const fact of facts) {
      stated += 1;
      const gold = label.facts.filter(({ kind }) => kind === fact.kind);
      if (gold.some((item) => item.isOptional || isSame(item, fact))) right += 1;
      else say(`${label.id}: ${fact.kind} is wrong: ${fact.line}`);
    }
  }
  return { typedFacts: asked, typedRecall: found / asked, typedPrecision: right / stated };
}

/** Of a briefing the label says only whether it is compulsory: c, n, or anything. */
function isSame({ kind, pattern }: GoldFact, fact: KeyFact): boolean {
  if (fact.kind !== kind) return false;
  if (kind !== 'BRIEFING') return pattern.test(wordsOf(fact));
  return pattern.source === '.' || (pattern.source === 'c') === (fact.isCompulsory === true);
}

// Not the rules of the product, which would only agree with themselves.
const looksPrivate =
  /\S@\S|\b0\d{2}[\s-]?\d{3}[\s-]?\d{3,4}\b|\bpass\s?code\b|\bmeeting id\b|\bteams\.(?:microsoft|live)|zoom\.us|\baccount (?:no|number)|\bbranch code|\d{9,}|\b(?:Mr|Mrs|Ms|Dr|Adv)\.? [A-Z]|\(t\)/u;

const dangling = /(?:[,:;(@–-]|\b(?:and|or|of|the|for|to|in|at|with|by|on|from|a|an|is|are|be|will|via))$/iu;
const garbled = /\uFFFD|&[a-z]{2,8};|<\/?[a-z]+>|\\[nrtu]|_x000/iu;

/** What is wrong with a summary that a program can see; what only a reader sees, such as a false statement, is not among it. */
function defectOf({ text, isTitleOnly }: ReturnType<typeof summarise>, { source }: JudgedTender): string | null {
  if (isTitleOnly) return null;
  if (garbled.test(text)) return 'garbled';
  if (dangling.test(text.trim())) return 'cut';
  if (countWords(text) > 120) return 'long';
  const terms = new Set(source.title.toLowerCase().match(/\p{L}{4,}/gu));
  const words: string[] = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return terms.size > 0 && !words.some((word) => terms.has(word)) && source.description === null
    ? 'subject lost'
    : null;
}

function report(say: Say, { id }: Label, name: string, found: string | null): boolean {
  if (found !== null) say(`${id}: ${name}: ${found}`);
  return found !== null;
}

export function share<Item>(items: readonly Item[], test: (item: Item) => boolean): number {
  return items.length === 0 ? Number.NaN : count(items, test) / items.length;
}

export function count<Item>(items: readonly Item[], test: (item: Item) => boolean): number {
  return items.filter(test).length;
}
