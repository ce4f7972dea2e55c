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

const terminal = /(?:[.!?…]+["'”’)\]]*(?=\s|$)|[。！？][”’）」]*)/gu;

/**
 * Sentences of a paragraph in their order, in any script. Nothing is changed and no word is lost. The segmenter
 * of the platform ends a sentence behind "No.", "Cnr." and "Ltd.", which these texts are full of.
 */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of paragraph.matchAll(terminal)) {
    const end = match.index + match[0].length;
    if (!endsSentence(paragraph.slice(start, match.index), match[0], paragraph.slice(end, end + 40))) continue;
    sentences.push(paragraph.slice(start, end));
    start = end;
  }
  sentences.push(paragraph.slice(start));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

function endsSentence(before: string, mark: string, after: string): boolean {
  if (!mark.startsWith('.')) return true;
  const next = after.trimStart();
  if (/^\p{Ll}/u.test(next)) return false;
  const word = (/[^\s(["'“‘]*$/u.exec(before)?.[0] ?? '').toLowerCase();
  if (abbreviations.has(word) || /^(?:\p{L}\.)*\p{L}$/u.test(word)) return false;
  if (numberedAbbreviations.has(word) && /^\p{N}/u.test(next)) return false;
  // "2." in front of a word is the number of a clause; a year or an amount is not.
  return !/^\d{1,2}(?:\.\d{1,2})*$/u.test(word) || next === '';
}
