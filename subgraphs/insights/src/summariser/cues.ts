/** A kind of statement that bidders look for. */
interface Cue {
  readonly weight: number;
  readonly pattern: RegExp;
}

/** What makes a statement worth reading, in the languages that sources publish in. */
const cues: readonly Cue[] = [
  {
    weight: 1.2,
    pattern:
      /\b(?:scope\s+of\s+work|works?\s+(?:comprises?|includes?|consists?\s+of)|the\s+(?:service|contract|project|successful|appointed)\b|will\s+(?:provide|include|be\s+required)|quantit(?:y|ies)|streams?)\b/iu,
  },
  {
    weight: 1.2,
    pattern:
      /\b(?:must|only|disqualif\w*|non-?responsive|mandatory|compulsory|eligib\w+|required\s+to|minimum|at\s+least|shall\s+be\s+considered|invalidate)\b/iu,
  },
  {
    weight: 1,
    pattern: /\b(?:functionality|points?|evaluat\w+|threshold|criteria|80\/20|90\/10|specific\s+goals?|preference)\b/iu,
  },
  {
    weight: 1,
    pattern:
      /\b(?:regist\w+|accredit\w*|certif\w*|licen[cs]\w*|CIDB|PSIRA|NHBRC|ISO\s?\d+|B-?BBEE|BBB-?EE|EME|QSE|experience|contactable|disabilit\w+)\b/iu,
  },
  {
    weight: 0.8,
    pattern: /\b(?:period|months?|years?|until|commence\w*|start(?:s|ing)?\s+on|meses|mois|años|maande|строк)\b/iu,
  },
  {
    weight: 0.8,
    pattern: /(?:\bR|ZAR|£|€|\$)\s?\d|\b(?:budget|value|fee|deposit|non-?refundable|presupuesto|valor|montant)\b/iu,
  },
  { weight: 0.7, pattern: /\b(?:briefing|site\s+(?:visit|meeting|inspection)|clarification\s+meeting)\b/iu },
  { weight: 0.6, pattern: /\b(?:clos(?:ing|es)|deadline|fecha\s+l[ií]mite|sluitings\w+|date\s+limite)\b/iu },
  {
    weight: 0.5,
    pattern:
      /\b(?:submi\w+|tender\s+box|e-?tender\w*|deliver\w+|supply|construct\w*|suministro|obra|fourniture|travaux|поставка|ремонт|послуг\w*)\b/iu,
  },
];

/** What the cues of a statement weigh together. */
export function cueWeight(text: string): number {
  return cues.reduce((sum, { pattern, weight }) => sum + (pattern.test(text) ? weight : 0), 0);
}
