import { isPrivate, readKeyFacts, type KeyFact, type KeyFactKind } from '../key-facts/index.js';
import { summarise } from '../summariser/index.js';
import { inOrder, type DraftHeading, type DraftQuote, type DraftSection, type DraftSentence } from './draft.js';
import { buyerLines, profileLines, sourceTexts, type DraftSource } from './draft-source.js';
import { locateQuote } from './locate-quote.js';
import { voiceLines } from './voice.js';

const headingOf: Readonly<Record<KeyFactKind, DraftHeading>> = {
  CLOSING: 'TERMS',
  BRIEFING: 'TERMS',
  PLACE: 'SCOPE',
  PERIOD: 'TERMS',
  QUANTITY: 'SCOPE',
  VALUE: 'TERMS',
  CIDB: 'REQUIREMENTS',
  BBBEE: 'REQUIREMENTS',
  REGISTRATION: 'REQUIREMENTS',
  EXPERIENCE: 'REQUIREMENTS',
  FUNCTIONALITY: 'EVALUATION',
  PREFERENCE: 'EVALUATION',
  DOCUMENTS: 'DOCUMENTS',
  VALIDITY: 'TERMS',
  FEE: 'TERMS',
  SUBMISSION: 'TERMS',
  CONTACT_OFFICE: 'BUYER',
};

const askedFirst: Partial<Record<KeyFactKind, string>> = {
  CLOSING: 'when bids close',
  BRIEFING: 'whether there is a briefing',
  PERIOD: 'how long the contract runs',
  PREFERENCE: 'how points are given',
  DOCUMENTS: 'which documents to return',
  SUBMISSION: 'how a bid is submitted',
};

/** What a draft says without a model: facts with the words they were read from, and what the team has to find out or write. */
export function floorOf(source: DraftSource): DraftSection[] {
  switch (source.kind) {
    case 'TENDER_ANALYSIS':
      return inOrder([...scopeOf(source), ...factsOf(source), ...openPointsOf(source)]);
    case 'PROPOSAL':
      return inOrder([
        ...scopeOf(source),
        ...factsOf(source).filter(({ heading }) => ['REQUIREMENTS', 'DOCUMENTS', 'SCOPE'].includes(heading)),
        ...approachOf(source),
        section(
          'CAPABILITY',
          profileLines(source.profile).map((text) => plain(text, source)),
        ),
        ...openPointsOf(source),
      ]);
    case 'CLIENT_RESEARCH':
      return inOrder([
        ...factsOf(source).filter(({ heading }) => heading === 'BUYER'),
        section(
          'HISTORY',
          source.buyer === null
            ? [plain('The buyer of this tender is not stated.', source)]
            : buyerLines(source.buyer).map((text) => plain(text, source)),
        ),
      ]);
    case 'VOICE':
      return inOrder([
        section(
          'VOICE',
          voiceLines(source.accepted).map((text) => ({ text, quote: null })),
        ),
      ]);
  }
}

function section(heading: DraftHeading, sentences: readonly DraftSentence[]): DraftSection {
  return { heading, sentences: sentences.filter(({ text }) => !isPrivate(text)) };
}

/** A sentence of ours, with the place of its words where they stand in the material. */
function plain(text: string, source: DraftSource): DraftSentence {
  return { text: text.slice(0, 1_000), quote: locateQuote(sourceTexts(source), text) };
}

function scopeOf(source: DraftSource): DraftSection[] {
  const { tender } = source;
  if (tender === null) return [];
  const { text } = summarise(tender);
  const texts = sourceTexts(source).filter(({ source: from }) => from !== 'PROFILE' && from !== 'TEAM');
  const statements = text === '' ? [tender.title] : text.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return [
    section(
      'SCOPE',
      statements.map((statement) => ({
        text: statement.slice(0, 1_000),
        quote: locateQuote(texts, statement) ?? locateQuote(texts, statement.replace(/[.…]$/u, '')),
      })),
    ),
  ];
}

function keyFactsOf({ tender }: DraftSource): readonly KeyFact[] {
  return tender === null ? [] : readKeyFacts(tender);
}

function factsOf(source: DraftSource): DraftSection[] {
  return keyFactsOf(source).map((fact) => section(headingOf[fact.kind], [{ text: fact.line, quote: quoteOf(fact) }]));
}

function quoteOf({ span }: KeyFact): DraftQuote | null {
  if (span === null || span.text === '') return null;
  const { field, start, end, text } = span;
  return { source: field, start, end, text };
}

/** One line for each statement of what is asked: how it is met, only the team can say. */
function approachOf(source: DraftSource): DraftSection[] {
  return scopeOf(source).map(({ sentences }) =>
    section(
      'APPROACH',
      sentences.map(({ text, quote }) => ({ text: `To be written: how we meet "${text.slice(0, 300)}"`, quote })),
    ),
  );
}

function openPointsOf(source: DraftSource): DraftSection[] {
  const stated = new Set(keyFactsOf(source).map(({ kind }) => kind));
  const open = Object.entries(askedFirst).flatMap(([kind, question]) =>
    [...stated].some((known) => known === kind) ? [] : [question],
  );
  return open.length === 0 ? [] : [section('OPEN_POINTS', [{ text: `Not stated: ${open.join('; ')}.`, quote: null }])];
}
