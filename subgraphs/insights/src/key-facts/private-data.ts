// What lets a reader be called, found, entered or paid. None of it may be in a summary or a key fact: the people did not ask for
// it, and forged notices change exactly these.
const mail = /[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[a-z]{2,})+|(?<=\be-?mail(?:\s+address)?)\s*:/iu;
const phone =
  /(?:\+|\b00)\s?\d{2}[\s()-]*\d[\d\s()-]{6,12}\d|(?<![\d/.-])\(?0\d{2}\)?[\s\u00AC-]{0,3}\d{3}[\s\u00AC-]{0,2}\d{3,4}(?!\d|[-/]\d)|(?:\btel(?:ephone)?|\bcell(?:phone)?|\bfax|\bmobile|\bphone|\(t\)|\(c\))\W{0,4}\d[\d\s()/-]{5,}/iu;
const link =
  /https?:\s?\/\/\S*(?:teams|zoom|meet\.|webex|join|meeting|pwd)\S*|\S*https?%3A\S*|(?:\b|%2F)(?:teams\.(?:microsoft|live)|zoom\.us|meet\.google|webex\.com)\b/iu;
const meeting =
  /\bmeeting\s*(?:id|number|code)\b|\bpass\s?(?:code|word)\b|\baccess\s+code\b|\bjoin\s+the\s+meeting\b|\bdial[- ]in\b/iu;
const bank =
  /\bbank(?:ing)?\s+(?:name|account|details)\b|\bbank\s*:\s*\S|\b(?:account|acc(?:ount)?\.?)\s*(?:no|number|nr|name|holder|type)\b|\bbranch\s*(?:code|name|no)?\s*[:.]?\s*\d{5,6}\b|\bbranch\s*code\b|\b(?:into|to)\s+the\s+(?:[\w']+\s+){0,4}(?:bank\s+)?account\b|\b(?:first\s+national\s+bank|fnb|absa|nedbank|standard\s+bank|capitec)\b[^.;\n]{0,60}\d{6,}|\b(?:swift|iban)\b/iu;
const longNumber = /(?<![\w./-])(?:\d[ ]?){9,16}(?![\w./-])/u;
const title =
  /\b(?:Mr|Mrs|Ms|Miss|Mx|Adv|Advocate|Prof|Dr|Messrs|Warrant\s+Officer|Captain|Colonel|Lieutenant|Sergeant)\b\.?\s+(?:class\s+\d\s+)?(?:\p{Lu}\.?\s*){0,3}\p{Lu}[\p{L}'-]+/u;
const titleCaps =
  /\b(?:MR|MRS|MS|DR|ADV|PROF|WARRANT OFFICER|CAPTAIN|COLONEL|MAJOR|LT COL)\b\.?\s+(?:CLASS \d )?(?:\p{Lu}\.?\s*){0,3}\p{Lu}{2,}/u;
const addressed =
  /\b(?:(?:contact|enquir(?:y|ies)|quer(?:y|ies)|directed|attention|attn|contact\s+person|official)\b[^.;\n]{0,40}?(?:\bto\b|:|-)\s*)(?:\p{Lu}[\p{Ll}'-]+\s+){1,2}\p{Lu}[\p{Ll}'-]+/u;
const byMail = /\bby\s+email(?:ing)?\s+to\s+(?:\p{Lu}[\p{Ll}'-]+\s+){1,2}\p{Lu}[\p{Ll}'-]+/u;
// Afrikaans titles; "Me" before anything but initials and a name is no title.
const titleAfrikaans =
  /\b(?:Mnr|Mev|Mej|Me)\b\.?\s+(?:\p{Lu}{1,3}\.?\s+|(?:\p{Lu}\.\s?)+)\p{Lu}[\p{L}'-]+|\b(?:Mnr|Mev|Mej)\b\.?\s+\p{Lu}[\p{L}'-]+/u;
// What is left of a link to a meeting that was broken at a line.
const token = /(?<![\w/.-])(?=\w*\d)(?=\w*\p{Ll})(?=\w*\p{Lu})\w{18,}/u;
// A person in a sentence; an office is told.
const called =
  /\b[Cc]ontact\s+(?!(?:Supply|Procurement|Bid|Tender|Help|Service|Call|Person|Details|Customer|The)\b)\p{Lu}[\p{Ll}'-]+\s+\p{Lu}[\p{Ll}'-]+(?=\s*(?:$|[.,;:(]|at\b|on\b|via\b|by\b|for\b|\d))/u;
const replaced = /\bcontact[- ][\da-f]{6}\b/iu;

const labelled =
  /^(?:technical|general|contractual|supply\s+chain|scm|admin\w*|enquir\w+|contact\w*)\b[^:]{0,30}:\s*(?:\p{Lu}[\p{L}'.-]+\s*){2,3}(?:$|[;,(/\d])/iu;

const kinds = [
  mail,
  phone,
  link,
  meeting,
  bank,
  longNumber,
  title,
  titleCaps,
  titleAfrikaans,
  addressed,
  byMail,
  called,
  token,
  replaced,
  labelled,
];

/** True where a text names a person, or says how to call, mail, join or pay. */
export function isPrivate(text: string): boolean {
  return kinds.some((kind) => kind.test(text));
}

const dangling =
  /(?:[\s,:;(@–-]|\b(?:and|or|of|the|for|to|in|at|with|by|on|from|a|an|is|are|be|will|via|through|into|following|below|link|please|click|join|payable|nb|contact|using|address|directly|(?:technical|general|bid|scm)?\s*enquir(?:y|ies)|contact\s+person|e-?mail\s+address(?:es)?))+$/iu;
const phraseEnds = /[,;:]|\.\s|\.(?=\p{Lu}{2})|\b(?:join|please|click|into\s+the|which\s+must|payable)\b/giu;
const publicWordsMin = 3;

/** What a statement says before it comes to anything private, up to where a phrase ends; null where that is too little. */
export function publicPart(text: string): string | null {
  const starts = kinds.flatMap((kind) => kind.exec(text)?.index ?? []);
  if (starts.length === 0) return text;
  const before = text.slice(0, Math.min(...starts));
  const ends = [...before.matchAll(phraseEnds)].map(({ index }) => index).toReversed();
  // "Answers to any written | queries directed to ...": what is private begins inside a phrase.
  const isInside = addressed.exec(text)?.index === before.length && !/[.,;:(]\s*$/u.test(before);
  for (const end of isInside ? ends : [before.trimEnd().length, ...ends]) {
    const part = before.slice(0, end).trimEnd();
    const kept = part.replace(dangling, '');
    // Where the phrase goes on into what is private, only the way is told: "by e-mail".
    const isWhole =
      end < before.trimEnd().length || kept === part || /(?:e-?mail(?:\s+address(?:es)?)?|via|link)\W*$/iu.test(part);
    // A condition without what it leads to: "If an EFT payment is made".
    const isCondition = /^(?:if|when|where|should|unless)\b[^,]*$/iu.test(kept);
    // What follows "to" is the point of it, unless the way is told: "submitted by e-mail to".
    const isAimless = /\b(?:to|with)\W*$/iu.test(part) && !/\b(?:e-?mail|online|portal|website|box)$/iu.test(kept);
    const isNumberless = /\b(?:no|number|nr)\.?$/iu.test(kept);
    // "... 25-02-2026 NB: For a site visit": the beginning of a phrase behind a whole one.
    const isBegun = /[:;.]\s*(?:nb\W*)?(?:for|to|if|when|in\s+order\s+to)\s+(?:\S+\s+){0,5}\S+$/iu.test(kept);
    const isUnfinished =
      isAimless ||
      isNumberless ||
      isBegun ||
      (kept !== part &&
        /\b(?:submitted|sent|deposited|directed|forwarded|addressed|paid|emailed|made|payment)$/iu.test(kept));
    if (isWhole && !isUnfinished && !isCondition && kept.split(/\s+/u).length >= publicWordsMin && !isPrivate(kept))
      return kept;
  }
  return null;
}

const online = /\b(?:teams|zoom|webex|google\s*meet|skype|virtual(?:ly)?|on-?line|link)\b/iu;

// The portal keeps no more of a venue, and cuts wherever that is.
const venueKept = 100;

/** Without the half of a word, or of a pair of brackets, that was cut off. */
function whole(venue: string, published: number): string {
  const named = venue.replace(/^(?:in|at)\s+(?:the\s+)?(?=\p{Lu})/u, '');
  const words = published >= venueKept ? named.replace(/\s\S*$/u, '') : named;
  const cut = /\([^)]*$/u.test(words) ? words.replace(/\s*(?:\p{L}+:\s*)?\([^)]*$/u, '') : words;
  return cut === named ? cut : `${cut.replace(/[\s,;:–-]+$/u, '')}…`;
}

/** A venue without anything private; what is held by video is only "online". Null where nothing is left. */
export function safeVenue(venue: string | null): string | null {
  if (venue === null) return null;
  const line = venue.replaceAll(/\s+/gu, ' ').trim();
  if (link.test(line) || meeting.test(line) || (online.test(line) && line.length < 80)) return 'online';
  const parts = line.split(/(?<=[,;])\s+/u).filter((part) => !isPrivate(part));
  const kept = parts.join(' ').replace(/[\s,;]+$/u, '');
  return /\p{L}{3}/u.test(kept) && !/^(?:n\/?a|none|tbc|tba)$/iu.test(kept) ? whole(kept, venue.length) : null;
}
