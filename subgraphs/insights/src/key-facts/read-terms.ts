import { findAll, quoted } from './fact-texts.js';
import { factOf, type KeyFact } from './key-fact.js';
import { numberIn, numberPattern } from './numbers.js';

type Texts = Parameters<typeof findAll>[0];

const validity = new RegExp(
  `\\bvalid(?:ity)?\\b[^.;\\n]{0,40}?\\b(?<n>${numberPattern})\\s*(?:\\w+\\s+)?(?<unit>days?|months?)\\b|\\b(?<n2>${numberPattern})[\\s-]*(?:calendar\\s+)?(?<unit2>days?|months?)\\s+(?:bid\\s+|tender\\s+)?validity\\b`,
  'giu',
);

/** How long a bid must stay open. */
export function readValidity(texts: Texts): KeyFact[] {
  const found = findAll(texts, validity).find(({ match }) => !/certificate|licen/iu.test(match[0]));
  if (found === undefined) return [];
  const { n, n2, unit, unit2 } = found.match.groups ?? {};
  const [words, time] = [n ?? n2 ?? '', (unit ?? unit2 ?? '').toLowerCase()];
  const count = numberIn(words);
  return [
    factOf('VALIDITY', `Bid validity: ${words.replaceAll(/\s+/gu, ' ')} ${time}`, { number: count, span: found.span }),
  ];
}

const amount = '(?:R|ZAR)\\s?\\d[\\d ,]*(?:[.,]\\d{2})?';
const feeWord = '(?:fee|deposit|price|cost|charge|levy|payment|amount)';
const fee = new RegExp(
  `\\b(?:non[\\s-]?refundable|tender|bid|document|printing|participation)\\b[^.;\\n]{0,60}?\\b${feeWord}\\b[^.;\\n\\d]{0,60}?(?<sum>${amount})|\\b${feeWord}\\b[^.;\\n\\d]{0,30}?(?<sum2>${amount})(?=[^.;\\n]{0,60}\\b(?:per\\s+(?:bid\\s+|tender\\s+)?(?:document|set|copy)|non[\\s-]?refundable|document)\\b)|\\btender\\s+amount\\s*:?\\s*(?<sum3>(?:R\\s?)?\\d[\\d ,.]*)|(?<sum4>${amount})\\s+non[\\s-]?refundable\\b|\\b(?:bid|tender)\\s+documents?\\s+(?:is|are|costs?|at)\\s+(?<sum5>${amount})`,
  'giu',
);
const free =
  /\b(?:cost\s+of\s+(?:the\s+)?(?:bid\s+|tender\s+)?documents?|(?:bid|tender)?\s*documents?)\b[^.;\n]{0,80}?\b(?:free(?:\s+of\s+charge)?|at\s+no\s+cost|no\s+charge)\b(?:\s+download)?|\bfree\s+download\b/giu;

/** What the documents cost. */
export function readFee(texts: Texts): KeyFact[] {
  const [charged] = findAll(texts, fee);
  if (charged !== undefined) {
    const { sum, sum2, sum3, sum4, sum5 } = charged.match.groups ?? {};
    const words = (sum ?? sum2 ?? sum3 ?? sum4 ?? sum5 ?? '').replaceAll(/\s+/gu, ' ').replace(/[\s,.]+$/u, '');
    const number = Number(
      words
        .replaceAll(/[^\d.,]/gu, '')
        .replaceAll(/[ ,](?=\d{3})/gu, '')
        .replace(',', '.'),
    );
    return [
      factOf('FEE', `Document fee: ${words}`, { number: Number.isFinite(number) ? number : null, span: charged.span }),
    ];
  }
  const [open] = findAll(texts, free);
  return open === undefined
    ? []
    : [
        factOf(
          'FEE',
          `Documents: ${
            quoted(open.span)
              .match(/free of charge|free|no cost|no charge/iu)?.[0]
              .toLowerCase() ?? 'free'
          }`,
          { number: 0, span: open.span },
        ),
      ];
}

interface Way {
  readonly code: string;
  readonly words: string;
  readonly pattern: RegExp;
}

const send =
  '(?:submi\\w+|send|sent|forward\\w*|deliver\\w*|deposit\\w*|respond|upload\\w*|returned|placed|dropped|emailed|completed|box)';
const ways: readonly Way[] = [
  { code: 'BOX', words: 'in the tender box', pattern: /\b(?:tender|bid)\s+box(?:es)?\b/giu },
  {
    code: 'EMAIL',
    words: 'by e-mail',
    pattern: new RegExp(
      `\\b${send}\\b[^.;\\n]{0,80}?\\be-?mails?\\b(?!\\s+(?:quer|address\\s+for\\s+quer))|\\b(?:forward|send|submit)\\w*\\s+(?:your\\s+|the\\s+)?(?:quotations?|quotes?|proposals?)\\s*(?:to)?\\s*:?\\s*\\S+@|\\bquot(?:e|ation)s?\\s+to\\s+be\\s+sent\\s+to\\s+\\S+@|\\b(?:submi\\w+)\\b[^.;\\n]{0,60}\\S+@|\\bsubmi\\w+[^.;]{0,60}?\\bto\\s+the\\s+below\\s+link:?\\s*\\S+@|\\bemail\\s+the\\s+following\\s+documents\\b|\\bsubmit\\s+the\\s+following\\b[^.;\\n]{0,250}?\\bto\\s+the\\s+following\\s+e-?mail\\s+address\\b`,
      'giu',
    ),
  },
  {
    code: 'ONLINE',
    words: 'online',
    pattern: new RegExp(
      `\\b(?:${send}|responses?|bids?|tenders?)\\b(?:(?!\\b(?:respond|submi|upload))[^;\\n]){0,140}?\\b(?:e-?\\s?tender(?:ing)?(?:\\s+(?:portal|page|system|site|bulletin))?|e-?tenders?\\s+portal|online|on-line|electronically|portal|e-?submission|ariba)\\b`,
      'giu',
    ),
  },
  {
    code: 'ELECTRONIC_AND_PAPER',
    words: 'electronic and hard copy',
    pattern:
      /\belectronic\s+and\s+(?:a\s+)?hard\s+cop(?:y|ies)\b|\bhard\s+cop(?:y|ies)\s+and\s+(?:an?\s+)?electronic\b|\bhard\s+copies\s+and\s+electronic\b/giu,
  },
  {
    code: 'HAND',
    words: 'by hand',
    pattern:
      /\b(?:hand[\s-]delivered|delivered\s+by\s+hand|(?:bids?|tenders?|proposals?)\s+must\s+be\s+(?:submitted|delivered)\s+at)\b/giu,
  },
  { code: 'POST', words: 'by post', pattern: /\bpostal\s+address\s*:|\bby\s+(?:registered\s+)?post\b/giu },
];
const denied =
  /\b(?:no|not|nor|without|neither)\b(?:(?!\b(?:but|unless|except)\b)[^.;\n]){0,40}$|\bno\s+(?:bids?|tenders?|quotations?|proposals?|submissions?)\b(?:(?!\b(?:but|unless|except|other)\b)[^.;\n]){0,80}$/iu;
const ofQueries = /\b(?:answers?|repl(?:y|ies)|clarifications?|quer(?:y|ies)|enquiries|questions?)\b[^.;\n]{0,160}$/iu;
const deniedWithin = /\b(?:no|not|nor|never)\b/iu;
const ofDocuments =
  /\b(?:download\w*|obtain\w*|available|collect\w*|queries|query|enquiries|clarification|questions?|attend\w*|briefing|permits?|proof\s+of\s+payment|uploaded\s+(?:after|onto))\b/iu;

/** How a bid reaches the buyer. Addresses of mail and links are never quoted. */
export function readSubmission(texts: Texts): KeyFact[] {
  const found = ways.flatMap(({ code, words, pattern }) => {
    const hit = findAll(
      texts.filter(({ field }) => field !== 'TITLE'),
      pattern,
    ).find(
      ({ before, match, span }) =>
        span.field !== 'TITLE' &&
        !denied.test(before) &&
        !(code !== 'BOX' && ofQueries.test(before)) &&
        !(deniedWithin.test(match[0]) && code !== 'BOX') &&
        !ofDocuments.test(match[0]) &&
        !(
          code !== 'BOX' &&
          ofDocuments.test(
            before
              .slice(-50)
              .split(/[.;\n]/u)
              .at(-1) ?? '',
          )
        ),
    );
    return hit === undefined ? [] : [{ code, words, span: hit.span }];
  });
  const [first] = found;
  if (first === undefined) return [];
  return [
    factOf('SUBMISSION', `Submission: ${found.map(({ words }) => words).join(', ')}`, {
      codes: found.map(({ code }) => code),
      span: first.span,
    }),
  ];
}
