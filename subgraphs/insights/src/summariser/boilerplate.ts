// What stands in most notices and helps nobody to decide: rules of every tender, courtesies, pointers to other places.
const sayings: readonly RegExp[] = [
  /\blate\s+(?:bids?|tenders?|submissions?|quotations?|quotes?|proposals?|responses?)\b.*\bnot\s+be\b/iu,
  /\bno\s+late\s+(?:bids?|tenders?|submissions?|quotes?|quotations?|com(?:ing|ers?))\b/iu,
  /\bresponsibility\s+of\s+the\s+(?:bidders?|tenderers?|suppliers?|respondents?|organi[sz]ations?)\b/iu,
  /\b(?:bid|tender|full\s+bid|rfq|rfp)?\s*(?:documents?|specifications?|terms\s+of\s+reference|addend(?:um|a)|forms?)\b.*\b(?:download\w*|obtainable|obtained|collected|available|uploaded|posted|printed)\b/iu,
  /\b(?:see|refer\s+to|as\s+per|please\s+see|check|consult)\s+(?:the\s+)?(?:attach\w*|bid|tender|rf[qp]|document|advert|bulletin|special|specification)/iu,
  /\b(?:special\s+)?conditions\b.*\b(?:in\s+the|are\s+in|as\s+per|detailed\s+in|attached)\b.*\bdocuments?\b/iu,
  /\b(?:queries|questions?|enquiries|clarifications?)\b.*\b(?:submitted|emailed|directed|addressed|posted|uploaded|in\s+writing|received|consolidated)\b/iu,
  /\b(?:requests?\s+for\s+clarifications?|all\s+enquiries|for\s+(?:any\s+)?(?:technical|further|more)\s+(?:information|enquir))\b/iu,
  /\b(?:see|use|click|follow)\s+(?:on\s+)?(?:the\s+)?(?:below\s+)?link\b|^(?:згідно|відповідно)\P{L}.*(?:додатк|документац)/iu,
  /\bmonitor\s+the\s+(?:portal|website)\b|\bbidders\s+are\s+(?:hereby\s+)?advised\s+to\s+monitor\b/iu,
  /\binformation\s+will\s+not\s+be\s+repeated\b|\bown\s+transport(?:ation)?\b|\bstart\s+punctually\b/iu,
  /\bdoes\s+not\s+bind\s+itself\b|\blowest\s+or\s+any\s+(?:bid|tender)\b|\bright\s+not\s+to\s+(?:accept|appoint|award)\b|\breserves\s+the\s+right\b/iu,
  /\b(?:dear\s+(?:sir|bidder|supplier)|kind\s+regards|thank\s+you|please\s+find)\b/iu,
  /\bis\s+advertised\s+on\b|\bneed\s+help\?/iu,
  /^(?:click|join|microsoft\s+teams|ms\s+teams|zoom|need\s+help)\b/iu,
  /\b(?:tender|bid)\s+box\s+is\s+(?:open|generally\s+open)\b|\bmarked\s+[“"]?tenders?\b|\bappropriately\s+marked\b|\bsealed\s+envelopes?\b/iu,
  /^(?:n\/?a|none|nil|no|not\s+applicable|see\s+attached|t\.?b\.?[ac]|xx+|yes|open|various)[.!]?$/iu,
  /^(?:with)?in\s+(?:the\s+)?(?:attached\s+)?(?:bid|tender|rf[qp])?\s*documents?[.!]?$/iu,
  /\b(?:e-?mail\s+enquiries|enquiries\s+related\s+to\s+(?:the|this)\s+(?:bid|tender))\b|^(?:bid|tender)[\s-]related\s+enquiries\b/iu,
  /\bsubject\s+to\s+(?:the\s+)?general\s+conditions\b/iu,
  /\bresponsible\s+for\s+(?:ensuring|checking)\b/iu,
  /\bmust\s+be\s+addressed\s+as\s+follows\b|\bdelivered\s+to\s+the\s+address\s+below\b/iu,
];

// Longer statements say something of their own as well.
const lengthMax = 320;
const price = /(?<![\p{L}\d])(?:R|ZAR)\s?\d[\d ,.]*\d/u;

/** True for a statement that any notice could hold. */
export function isBoilerplate(text: string): boolean {
  // A price is told, whatever stands around it.
  return text.length <= lengthMax && !price.test(text) && sayings.some((saying) => saying.test(text));
}
