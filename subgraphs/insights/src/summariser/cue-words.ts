/** A kind of statement that bidders look for first. */
export interface Cue {
  readonly name: string;
  readonly pattern: RegExp;
  readonly weight: number;
}

/** What makes a sentence worth reading, in the languages that sources publish in. */
export const cues: readonly Cue[] = [
  {
    name: 'deadline',
    weight: 1,
    pattern:
      /\b(?:clos(?:ing|es) (?:date|time|on|at)|deadline|no later than|sluitings?(?:datum|tyd)|date limite|fecha l[ií]mite|data[- ]limite|prazo|abgabefrist)\b/iu,
  },
  {
    name: 'briefing',
    weight: 1,
    pattern:
      /\b(?:(?:compulsory|mandatory)[^.]{0,40}(?:briefing|meeting|site|clarification|inspection)|briefing session|site (?:meeting|inspection|visit)|inligtingsessie|visita (?:obligatoria|técnica)|visite obligatoire)\b/iu,
  },
  {
    name: 'certification',
    weight: 1,
    pattern: /\b(?:CIDB|contractor grading|NHBRC|SABS|ISO \d{4,5}|accredited|registered with|registration with)\b/iu,
  },
  {
    name: 'empowerment',
    weight: 0.6,
    pattern: /\b(?:B-?BBEE|black[- ]owned|EME|QSE|specific goals|preference points?|80\/20|90\/10)\b/iu,
  },
  {
    name: 'value',
    weight: 0.8,
    pattern:
      /\b(?:estimated (?:value|cost|budget)|contract value|budget|presupuesto|valor estimado|montant|begroting)\b/iu,
  },
  {
    name: 'eligibility',
    weight: 0.8,
    pattern:
      /\b(?:eligib\w+|minimum of|at least|only (?:bidders|tenderers|respondents)|will be disqualified|mandatory|functionality|threshold|requisitos)\b/iu,
  },
  {
    name: 'duration',
    weight: 0.5,
    pattern: /\b(?:period of|for a term|\d+\s*(?:\(\w+\)\s*)?(?:months?|years?)|meses|mois|maande|as and when)\b/iu,
  },
  {
    name: 'scope',
    weight: 0.8,
    pattern:
      /\b(?:scope of work|works? (?:comprises?|includes?|consists? of)|supply|delivery|construction|appointment|provision|installation|maintenance|suministro|obra|fourniture|travaux|fornecimento|verskaffing)\b/iu,
  },
];

/** What the sentence's cues weigh together. */
export function cueWeight(sentence: string): number {
  return cues.reduce((sum, { pattern, weight }) => sum + (pattern.test(sentence) ? weight : 0), 0);
}
