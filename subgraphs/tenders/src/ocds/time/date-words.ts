import { withoutAccents } from '../text/accents.js';
import { latinDigits } from '../text/digits.js';

// cspell:disable
// From Sunday on, in the languages of publishers, without accents.
const weekdayNames: readonly (readonly [weekday: string, names: string])[] = [
  ['sun', 'sondag domingo dimanche sonntag zondag domenica duminica niedziela воскресенье неділя sondag'],
  ['mon', 'maandag lunes segunda-feira lundi montag lunedi luni poniedzialek понедельник понеділок mandag'],
  ['tue', 'dinsdag martes terca-feira mardi dienstag martedi marti wtorek вторник вівторок tirsdag tisdag'],
  ['wed', 'woensdag miercoles quarta-feira mercredi mittwoch mercoledi miercuri sroda среда середа onsdag'],
  ['thu', 'donderdag jueves quinta-feira jeudi donnerstag giovedi joi czwartek четверг четвер torsdag'],
  ['fri', 'vrydag viernes sexta-feira vendredi freitag vrijdag venerdi vineri piatek пятница fredag'],
  ['sat', 'saterdag sabado samedi samstag sonnabend zaterdag sabato sambata sobota суббота субота lordag'],
];
const weekdays = new Map(
  weekdayNames.flatMap(([weekday, names]) => names.split(' ').map((name) => [plainName(name), weekday] as const)),
);

function plainName(name: string): string {
  return withoutAccents(name).toLowerCase();
}

const rewritings: readonly (readonly [found: RegExp, written: string])[] = [
  [/(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日?/gu, '$1-$2-$3'],
  [/[‐-―−]/gu, '-'],
  [/^["'“”]+|["'“”.]+$/gu, ''],
  [/^(?:le|el|die|am|den|op|du|ce|il|on|the)\s+/iu, ''],
  // "11am", "11 a.m."
  [/(?<![\d:.])(\d{1,2})\s?([ap])\.?m\b\.?/giu, '$1:00 $2m'],
  // Of SQL servers: "12:00:00:000AM".
  [/(?<=:\d{2}):(\d{3})(?=\s?[ap]m$)/iu, '.$1'],
  // Of logs of web servers: "31/Mar/2026:11:00:00".
  [/(?<=\/\d{4}):(?=\d{2}:)/u, ' '],
  [/\s\(?(?:south african?|sa)\s(?:standard\s)?time\)?$/iu, ' SAST'],
  [/\s\(?local time\)?$/iu, ''],
  // "28NOV2025"
  [/^(\d{1,2})(\p{L}{3,})(\d{4})(?=$|\s)/u, '$1 $2 $3'],
  // "11h00", "11 h 00", "11h", "1100 hours"; not behind a day of ISO 8601, which has one way to write its time.
  [/(?<![\d:T]|^\d{4}-.*)(\d{1,2})\s?h(?:rs?|ours?|oras?|eures?)?\.?\s?(\d{2})(?!\d)/giu, '$1:$2'],
  [/(?<![\d:T]|^\d{4}-.*)(\d{2})(\d{2})\s?(?:h(?:rs|ours)?)\b\.?/giu, '$1:$2'],
  [/(?<![\d:T]|^\d{4}-.*)(\d{1,2})\s?h(?:rs?|ours?|oras?|eures?)?\b\.?/giu, '$1:00'],
  [/(?<=\d:\d{2}(?::\d{2})?)\s*(?:uhr|uur|horas?|hrs?|hours?|hs|h|heures?|noon|midday)\b\.?/giu, ''],
  [/(?<=\d{4}),?\s+(?:at\s+)?\(?(?:12\s+)?(?:noon|midday)\)?$/iu, ' 12:00'],
  [/\((\d{1,2}:\d{2}(?::\d{2})?)\)/gu, '$1'],
  [/\(((?:GMT|UTC)[+-]?[\d:]*|SAST|CAT|EAT|WAT)\)/giu, '$1'],
  [/(?<=\d{4})\s?(?:г\.?|года|року|р\.|r\.)(?=$|[\s,])/giu, ''],
  [/\s?\((?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\)/iu, ''],
  // "1er avril 2026"
  [/^1er\s/iu, '1 '],
  // "11:00 on 1 April 2026", "noon on 1 April 2026"
  [/^(?:12\s)?(?:noon|midday),?\s(?:on\s)?(?=\d)(.+)$/iu, '$1 12:00'],
  [/^(\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?),?\s(?:on|op|el|le|am|du|de)?\s?(?=\d)(.+)$/iu, '$2 $1'],
  // Full stops in a time: behind a year it is nothing else.
  [/(?<=\d{4},?\s(?:\p{L}+\.?\s)?)(\d{1,2})\.(\d{2})(?=$|\s)/u, '$1:$2'],
  // What stands between a day and a time.
  [/(?<=\d{4}),?\s*@\s*(?=\d{1,2}:)/u, ' '],
  [/(?<=\d{4}|^\d{4}-\d{2}-\d{2}),?\s+(?:-|–|at|n(?:ot|o) later than|voor|a\s+las?|as|om|um|kl\.?|alle(?:\s+ore)?|ora|ore|klo|by|before|(?:o\s+)?godz\.?|в|о|a|@)\s+(?=\d{1,2}:)/giu, ' '],
  [/(?<=GMT|UTC)\s?([+-])(\d)(?!\d)/giu, '$10$2'],
]; // prettier-ignore

/** A date in the words and figures of other languages, in those of English. */
export function simplifyDate(text: string): string {
  let simple = withoutAccents(latinDigits(text.normalize('NFKC')))
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const first = /^[\p{L}-]+/u.exec(simple)?.[0] ?? '';
  const weekday = weekdays.get(first.toLowerCase());
  if (weekday !== undefined) simple = `${weekday}${simple.slice(first.length)}`;
  for (const [found, written] of rewritings) simple = simple.replace(found, written);
  return simple.trim();
}
