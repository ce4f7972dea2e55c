// A stop behind these ends no sentence.
const abbreviations = new Set(
  (
    'adv,approx,ave,av,bldg,bl,bpk,bt,ca,cnr,co,corp,dept,dr,edms,e.g,eg,esp,est,etc,ext,fig,gov,hon,i.e,ie,inc,incl,excl,jr,ltd,max,min,' +
    'messrs,mr,mrs,ms,mun,p.a,p.m,a.m,prof,pty,pvt,qty,rd,ref,rev,sr,sra,sta,st,str,tel,u.a,v,vs,viz,z.b,bv,nl,ej,ud,uds,s.a,s.l'
  ).split(','),
);

// Nor behind these when a number follows: "No. 5", "Reg. 7", "art. 12".
const numberedAbbreviations = new Set(
  'art,bid,cap,cl,erf,gaz,inc,item,n,no,nos,nr,núm,num,para,pp,p,reg,s,sec,sect,vol'.split(','),
);

const bullet = /^(?:[-–—•●▪◦·*]+|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.)])(?=\s)\s*/iu;
const inlineBullet = /[ \n][•●▪◦·](?=\s)/gu;
const terminal = /(?:[.!?…]+["'”’)\]]*(?=\s|$)|[。！？][”’）」]*)/gu;

/**
 * Sentences of a procurement text in their order: free text, numbered clauses, bulleted lists and ALL CAPS, in any
 * script. Bullets and clause numbers in front are dropped; nothing else is changed, and no word is lost.
 */
export function splitSentences(text: string): string[] {
  return paragraphsOf(text)
    .flatMap(sentencesOf)
    .map((sentence) => sentence.replace(bullet, '').trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

// A line that ends in one of these was not finished.
const unfinished = /(?:[,&]|\b(?:and|or|of|the|for|to|in|at|with|en|van|vir|y|de|del|et|du|des))$/iu;

/** Lines that belong together: one that goes on in lower case, or behind an unfinished one, was only wrapped. */
function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = [];
  for (const line of text.replaceAll(inlineBullet, '\n•').split('\n')) {
    const previous = paragraphs.at(-1) ?? '';
    const isWrapped = previous !== '' && !bullet.test(line) && (/^\p{Ll}/u.test(line) || unfinished.test(previous));
    if (isWrapped) paragraphs.splice(-1, 1, `${previous} ${line}`.trim());
    else paragraphs.push(line);
  }
  return paragraphs;
}

function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of paragraph.matchAll(terminal)) {
    const end = match.index + match[0].length;
    if (!endsSentence(paragraph.slice(start, match.index), match[0], paragraph.slice(end, end + 40))) continue;
    sentences.push(paragraph.slice(start, end));
    start = end;
  }
  sentences.push(paragraph.slice(start));
  return sentences.map((sentence) => sentence.trim());
}

function endsSentence(before: string, mark: string, after: string): boolean {
  if (!mark.startsWith('.')) return true;
  const next = after.trimStart();
  if (/^\p{Ll}/u.test(next)) return false;
  const word = (/[^\s(["'“‘]*$/u.exec(before)?.[0] ?? '').toLowerCase();
  if (abbreviations.has(word) || /^\p{L}$/u.test(word)) return false;
  if (numberedAbbreviations.has(word) && /^\p{N}/u.test(next)) return false;
  // "2." in front of a word is the number of a clause; a year or an amount is not.
  return !/^\d{1,2}(?:\.\d{1,2})*$/u.test(word) || next === '';
}
