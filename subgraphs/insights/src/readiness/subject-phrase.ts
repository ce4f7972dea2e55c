import type { SubjectSource } from './subject-source.js';

const preamble =
  /^(?:\W*(?:advertisement|re-?advert(?:isement)?|bid\s+advert|enquiry|invitation\s+(?:to\s+(?:bid|tender)|of\s+bids?|for\s+service\s+providers?\s+to\s+bid)|tenders?\s+are\s+hereby\s+invited|request\s+for\s+(?:bids?|proposals?|quotations?|an?\s+expression\s+of\s+interest)|expression\s+of\s+interest|\(?(?:rf[pqbi]|eoi)\)?|terms\s+of\s+reference|\(?tors?\)?|(?:re-?)?appoint(?:ment)?|procurement|provision|the|a|an|of|for|to|in\s+respect|suitabl[ey]|suitably|qualified|competent|reputable|experienced|accredited|(?:professional\s+)?service\s+providers?(?:\/s|\(s\)|['’]s)?|one\s+or\s+more|(?:professional\s+)?consultants?|contractors?|bidders?|panel|one|two|three|four|five|more|\(?\d+\)?(?!-\p{L})|request|speciali[sz]ing\s+in|requirement|acquisition|establishment|outsourcing|bid|tender|on|re|psps?|\(psps?\)|companies|company|as|is|objective|this|rfb|who|can|will|render|provide|services\s+for)\b[\s:,–-]*)+/iu;
// "FOSRBY-RFP-48-25/26 REQUEST FOR PROPOSAL": a number before what is asked for.
const reference =
  /^(?=[^:]{0,40}\d)[^:]{2,45}?[\s:–-]+(?=(?:request\s+for|(?:re-?)?appointment\s+of|bid\s+(?:for|to)|invitation\s+to|provision\s+of|supply\s+(?:and|&|of)|tender\s+for)\b)/iu;
const sideClause =
  /\s(?:(?:at|in|within|near|situated|located|opposite|around)\s+(?:the\s+)?(?=\p{Lu}|\d|[a-z]+\s+(?:offices?|campus|hospital|clinic|school|station|site|municipal))|(?:for|to)\s+(?:the\s+)?(?:department|municipality|use\s+by|office\s+of|city\s+of|(?:\p{Lu}[\p{L}&’'-]*\s+){0,4}(?:municipality|university|hospital|college|department|council|soc|limited|ltd|authority|agency|board|transnet|eskom|acsa|saps))|on\s+behalf\s+of|for\s+the\s+(?:[\w’'-]+\s+){1,4}project\b|for\s+(?:a|the)\s+(?:period|duration|term)|for\s+(?:\w+\s*\(?\d*\)?\s+)(?:years?|months?)|as\s+(?:and\s+)?when|in\s+terms\s+of|in\s+line\s+with|under\s+the|hereinafter|operating\s+as|during\s+a|over\s+a|reg\.?\s*n[o0]|from\s+date)\b.*$/isu;
const phraseLengthMax = 260;

/** The words that name what is bought, without greetings of the trade, names and side clauses. */
export function phraseOf({ title, description, buyerName }: SubjectSource): string {
  const named = namesSomething.test(title) ? title : (description ?? title);
  const line = withoutBuyer(named.replaceAll(/\s+/gu, ' ').slice(0, lineLengthMax), buyerName ?? '');
  const sentences = line.split(/(?<=[\p{Ll}\p{Lu})\d]{2})(?<!\b(?:[Nn][OoRr]|[Rr]eg))\.\s+(?=\p{Lu}|\d)/u);
  const sentence = sentences.find((candidate) => !ofProcedure.test(candidate)) ?? line;
  const stripped = withoutPrefix(sentence.replace(reference, '')).replace(preamble, '');
  const cut = stripped.replace(sideClause, '');
  // One word is no subject: the side clause was more than that.
  return (cut.length >= phraseLengthMin && /\s\S*\p{L}{3}/u.test(cut) ? cut : stripped)
    .slice(0, phraseLengthMax)
    .trim();
}

const buyerLengthMin = 10;
const intention =
  /^\W*(?:the\s+)?(?:[\p{L}&()'’-]+\s+){1,12}?(?:wishe?s?|seeks?|intends?|requires?|invites?|hereby\s+invites?)\s+(?:to\s+(?:appoint|invite|procure|engage)\s+|(?=proposals|bids|quotations))/iu;

/** "The Road Accident Fund (RAF) wishes to appoint": a name is no subject. */
function withoutBuyer(line: string, buyer: string): string {
  const rest = line.replace(intention, '');
  if (buyer.length < buyerLengthMin) return rest;
  const at = rest.toLowerCase().indexOf(buyer.toLowerCase());
  const cut = at === -1 ? rest : `${rest.slice(0, at)} ${rest.slice(at + buyer.length)}`;
  return namesSomething.test(cut) ? cut.replaceAll(/\s+/gu, ' ').trim() : line;
}

const lineLengthMax = 600;
const phraseLengthMin = 8;
// Two words at least: a title may be a number only.
const namesSomething = /\p{L}{4,}[^\p{L}\d]+(?:\p{L}{1,3}[^\p{L}\d]+)*\p{L}{4,}/u;
const ofProcedure = /^\W*(?:e-?mailed\s+)?(?:queries|questions|enquiries|bidders\s+are|please\s+note)\b/iu;
const action =
  /\b(?:re-?construct|construct|repair|replac|suppl|appoint|upgrad|install|maint|provision|render|refurbish|rehabilitat|design|clean|tender\s+for|storm|erect|pav|fenc)/iu;
const office = /\b(?:department|municipality|hospital|clinic|region|directorate)\b/iu;

/** "DEPARTMENT OF TRANSPORT: HYSLOP ROAD: replace the sewer": from the first part that names an action. */
function withoutPrefix(sentence: string): string {
  const parts = sentence.split(/:\s*/u);
  if (parts.length === 1) return sentence;
  const from = parts.findIndex((part) => action.test(part) && !office.test(part));
  return from <= 0 ? sentence : parts.slice(from).join(': ');
}
