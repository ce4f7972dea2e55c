import { readExperience } from './read-experience.js';
import { type findAll, textsOf } from './fact-texts.js';
import { factOf, keyFactKinds, type KeyFact, type KeyFactSource } from './key-fact.js';
import { isPrivate } from './private-data.js';
import { bbbeeFacts, preferenceFacts, readFunctionality } from './read-evaluation.js';
import { readPeriod } from './read-period.js';
import { briefingFacts, cidbFacts, closingFacts, contactFacts, placeFacts, valueFacts } from './read-published.js';
import { readQuantity } from './read-quantity.js';
import { readRegistrations } from './read-registrations.js';
import { readReturnables } from './read-returnables.js';
import { readFee, readSubmission, readValidity } from './read-terms.js';

type Texts = Parameters<typeof findAll>[0];

/** All that a tender states of what bidders ask first, in the order of `keyFactKinds`. Nothing private is among it. */
export function readKeyFacts(source: KeyFactSource): readonly KeyFact[] {
  const texts = textsOf(source);
  const facts = [
    ...closingFacts(source, texts),
    ...briefingFacts(source, texts),
    ...placeFacts(source),
    ...readPeriod(texts),
    ...readQuantity(texts),
    ...valueFacts(source, texts),
    ...cidbFacts(source),
    ...bbbeeFacts(source, texts),
    ...readRegistrations(texts),
    ...experienceFacts(texts),
    ...readFunctionality(texts),
    ...preferenceFacts(source),
    ...readReturnables(texts),
    ...readValidity(texts),
    ...readFee(texts),
    ...readSubmission(texts),
    ...contactFacts(source),
  ];
  return facts
    .map(withoutPrivateSpan)
    .filter(({ line }) => !isPrivate(line))
    .toSorted((left, right) => keyFactKinds.indexOf(left.kind) - keyFactKinds.indexOf(right.kind));
}

/** What a tender asks of bidders beside the grade: registrations and experience. All that readiness needs of these facts. */
export function readDemands(source: KeyFactSource): readonly KeyFact[] {
  const texts = textsOf(source);
  return [...readRegistrations(texts), ...experienceFacts(texts)];
}

/** Words that hold an address or a number are not quoted: the fact stands, where it was read is left out of what is shown. */
function withoutPrivateSpan(fact: KeyFact): KeyFact {
  return fact.span !== null && isPrivate(fact.span.text) ? { ...fact, span: { ...fact.span, text: '' } } : fact;
}

function experienceFacts(texts: Texts): KeyFact[] {
  for (const { field, text } of texts) {
    const found = readExperience(text);
    if (found === null) continue;
    const start = Math.max(0, found.start);
    const span = { field, start, end: start + found.length, text: text.slice(start, start + found.length) };
    return [
      factOf('EXPERIENCE', `Experience: ${found.years} ${found.years === 1 ? 'year' : 'years'}`, {
        number: found.years,
        span,
      }),
    ];
  }
  return [];
}
