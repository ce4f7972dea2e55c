import { spanOfMatch, type TextSpan } from './text-span.js';

/** What a text says about having to attend a briefing, site visit or clarification meeting. */
export interface BriefingStatement {
  readonly isCompulsory: boolean;
  readonly span: TextSpan;
}

const event =
  '(?:briefings?(?:\\s+(?:sessions?|meetings?))?|clarification(?:\\s+(?:sessions?|meetings?))?|information\\s+(?:sessions?|meetings?)|site[\\s-](?:visits?|inspections?|meetings?|viewings?|briefings?)|(?:pre-?(?:bid|tender)\\s+)?meetings?|sessions?|walk[\\s-]?abouts?|inspections?|conferences?)';
const describing =
  '(?:(?:on[\\s-]?site|site|tender|bid|rfp|rfq|virtual|online|on-line|physical|hybrid|in-person|pre-?(?:bid|tender|proposal)|technical|project|public|joint|first|general|and|or|/|zoom|ms|teams|microsoft)[\\s/-]{1,3}){0,5}';
const must = '(?:compulsory|mandatory|obligatory)';
const isWords =
  '(?:[\\s:(–-]|is|are|was|will\\s+be|shall\\s+be|date|session|meeting|also|strictly|therefore|on\\s+this\\s+date|\\d{2}-\\d{2}-\\d{2,4}){0,12}';

// The negation comes first, so that "non-compulsory" is never read as "compulsory".
const before = new RegExp(
  `(?:(\\b(?:non|not(?:\\s+a)?|no|optional)\\b)[\\s–-]{0,3})?\\b${must}\\b[\\s/:"“-]{1,3}(?:${must}\\s+)?${describing}${event}`,
  'giu',
);
const after = new RegExp(`\\b${event}\\b${isWords}\\b(?:(non|not)[\\s–-]{1,3})?${must}\\b`, 'giu');
const attend = new RegExp(
  `\\b(?:must|required\\s+to|obliged\\s+to|have\\s+to)\\s+attend\\b[^.;\\n]{0,40}?\\b${event}\\b`,
  'giu',
);
const absent = new RegExp(
  `\\b(?:failure\\s+to|fails?\\s+to|failing\\s+to|(?:did|do|does)\\s+not|not)\\s+attend(?:ing)?\\b[^.;\\n]{0,40}?\\b${event}\\b[^.;\\n]{0,60}?(?:disqualif|invalid|non-?responsive|not\\s+be\\s+(?:considered|accepted|evaluated|eligible)|won['’]t\\s+be\\s+considered|reject)`,
  'giu',
);
const worthReading = /compulsory|mandatory|obligatory|attend/iu;
const conditional = /\b(?:if|where|whether|should|when|in\s+case|in\s+the\s+event)\b[^.;\n]{0,50}$/iu;
const deniedBehind =
  /^(?:\s+(?:sessions?|meetings?))?\s*[:=–-]?\s*(?:no\b(?!\s*\.?\s*\d)|none\b|n\/a|not\s+applicable)/iu;

/**
 * Reads whether a briefing must be attended. One that must counts before others that need not be.
 *
 * @returns null when the text does not say.
 */
export function readBriefing(text: string): BriefingStatement | null {
  if (!worthReading.test(text)) return null;
  const adjectives = [...text.matchAll(before), ...text.matchAll(after)].filter((match) => !isConditional(text, match));
  const statements = adjectives.map((match) => ({
    isCompulsory:
      match[1] === undefined &&
      !deniedBehind.test(text.slice(match.index + match[0].length, match.index + match[0].length + 40)),
    span: spanOfMatch(text, match),
  }));
  const duties = [...text.matchAll(attend), ...text.matchAll(absent)].filter((match) => !isConditional(text, match));
  const all = [
    ...statements,
    ...duties.map((match) => ({
      isCompulsory: !/non[\s-]{0,2}compulsory/iu.test(match[0]),
      span: spanOfMatch(text, match),
    })),
  ];
  return all.find(({ isCompulsory }) => isCompulsory) ?? all.at(0) ?? null;
}

/** "If a site meeting is compulsory, tenderers must attend": says nothing about this tender. */
function isConditional(text: string, match: RegExpExecArray): boolean {
  return conditional.test(text.slice(Math.max(0, match.index - 60), match.index));
}
