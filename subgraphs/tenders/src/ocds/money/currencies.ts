interface CurrencyWords {
  /** ISO 4217. */
  readonly code: string;
  readonly words: string;
  /** When this row was added or last changed. */
  readonly since: string;
}

/**
 * Words and signs that mean one currency beyond doubt. What several countries call their money (pesos, dollars, pounds,
 * francs, rupees, shillings, kroner, $) is left out on purpose: no code is better than a wrong one.
 */
export const currencyWords: readonly CurrencyWords[] = [
  {
    code: 'ZAR',
    words: 'r, r., rand, rands, south african rand, sa rand, south african rands, suid-afrikaanse rand, s.a. rand',
    since: '2026-11-30',
  },
  { code: 'EUR', words: '€, euro, euros, eur€, euro(s), eur.', since: '2026-11-30' },
  { code: 'USD', words: 'us$, usd$, u$s, us dollar, us dollars, u.s. dollars, american dollars, dolares americanos, dolares de los estados unidos, us-dollar, u.s. dollar, united states dollar, united states dollars, dolar estadounidense, dolares estadounidenses, dolar americano, dollars us, dollar us, dollar americain, dollars americains', since: '2026-11-30' }, // prettier-ignore
  {
    code: 'GBP',
    words:
      '£, pound sterling, pounds sterling, british pounds, ukp, sterling, british pound, gb pound, gb pounds, uk pound, uk pounds',
    since: '2026-11-30',
  },
  { code: 'MXN', words: 'mnx, mx$, mex$, mexican peso, mexican pesos, peso mexicano, pesos mexicanos', since: '2026-11-28' }, // prettier-ignore
  { code: 'COP', words: 'col$, colombian pesos, peso colombiano, pesos colombianos', since: '2026-11-28' },
  { code: 'CLP', words: 'clp$, chilean pesos, peso chileno, pesos chilenos', since: '2026-11-28' },
  { code: 'CLF', words: 'uf, unidad de fomento, unidades de fomento', since: '2026-11-28' },
  { code: 'ARS', words: 'ar$, argentine pesos, peso argentino, pesos argentinos', since: '2026-11-28' },
  { code: 'UYU', words: 'uyu$, peso uruguayo, pesos uruguayos', since: '2026-11-28' },
  { code: 'DOP', words: 'rd$, dominican pesos, peso dominicano, pesos dominicanos', since: '2026-11-28' },
  { code: 'PHP', words: '₱, philippine peso, philippine pesos', since: '2026-11-28' },
  { code: 'PEN', words: 's/, s/., sol, soles, nuevo sol, nuevos soles', since: '2026-11-28' },
  { code: 'PYG', words: '₲, gs, guarani, guaranies, gs., guaranies paraguayos', since: '2026-11-30' },
  { code: 'BRL', words: 'r$, real, reais, brazilian real, real brasileiro, reais brasileiros', since: '2026-11-30' },
  { code: 'BOB', words: 'bs, boliviano, bolivianos, bs.', since: '2026-11-30' },
  { code: 'GTQ', words: 'quetzal, quetzales, q, q.', since: '2026-11-30' },
  { code: 'HNL', words: 'lempira, lempiras, lps, lps.', since: '2026-11-30' },
  { code: 'CRC', words: '₡, colon costarricense, colones costarricenses', since: '2026-11-28' },
  { code: 'CAD', words: 'c$, ca$, can$, cdn, canadian dollar, canadian dollars', since: '2026-11-28' },
  { code: 'AUD', words: 'a$, au$, australian dollar, australian dollars', since: '2026-11-28' },
  { code: 'NZD', words: 'nz$, new zealand dollar, new zealand dollars', since: '2026-11-28' },
  { code: 'NAD', words: 'n$, namibian dollar, namibia dollars', since: '2026-11-28' },
  { code: 'BWP', words: 'pula, pulas', since: '2026-11-28' },
  { code: 'LSL', words: 'loti, maloti', since: '2026-11-28' },
  { code: 'SZL', words: 'lilangeni, emalangeni', since: '2026-11-28' },
  { code: 'MZN', words: 'metical, meticais, mt', since: '2026-11-28' },
  { code: 'ZMW', words: 'zambian kwacha, zk', since: '2026-11-28' },
  { code: 'MWK', words: 'malawi kwacha, malawian kwacha, mk', since: '2026-11-30' },
  { code: 'NGN', words: '₦, naira, nairas', since: '2026-11-28' },
  { code: 'GHS', words: '₵, gh₵, gh¢, cedi, cedis, ghana cedi, ghana cedis', since: '2026-11-28' },
  {
    code: 'KES',
    words: 'ksh, kshs, kenya shilling, kenya shillings, kenyan shillings, ksh., kshs.',
    since: '2026-11-30',
  },
  { code: 'UGX', words: 'ush, ugx., uganda shillings, ugandan shillings, ush., ushs', since: '2026-11-30' },
  { code: 'TZS', words: 'tsh, tanzania shillings, tanzanian shillings', since: '2026-11-28' },
  { code: 'ETB', words: 'birr, ethiopian birr', since: '2026-11-28' },
  { code: 'JPY', words: 'yen, japanese yen', since: '2026-11-28' },
  { code: 'INR', words: '₹, indian rupee, indian rupees', since: '2026-11-28' },
  {
    code: 'NPR',
    words: 'nepalese rupee, nepalese rupees, nepali rupee, nepali rupees, nrs, nrs.',
    since: '2026-11-30',
  },
  { code: 'PKR', words: 'pakistani rupee, pakistani rupees, pakistan rupee, pakistan rupees', since: '2026-11-30' },
  { code: 'IDR', words: 'rp, rupiah, rupiahs', since: '2026-11-28' },
  { code: 'MYR', words: 'rm, ringgit', since: '2026-11-28' },
  { code: 'THB', words: '฿, baht', since: '2026-11-28' },
  { code: 'VND', words: '₫, dong', since: '2026-11-28' },
  { code: 'KRW', words: '₩, south korean won', since: '2026-11-28' },
  { code: 'ILS', words: '₪, shekel, shekels, nis', since: '2026-11-28' },
  { code: 'TRY', words: '₺, turkish lira, tl', since: '2026-11-28' },
  { code: 'UAH', words: '₴, грн, hryvnia, hryvnias, гривня, гривень', since: '2026-11-28' },
  { code: 'RUB', words: '₽, russian rubles, российский рубль', since: '2026-11-28' },
  { code: 'KZT', words: '₸, tenge, тенге', since: '2026-11-30' },
  { code: 'GEL', words: '₾, lari', since: '2026-11-28' },
  { code: 'AMD', words: '֏, dram, armenian dram', since: '2026-11-28' },
  { code: 'MDL', words: 'leu moldovenesc, lei moldovenesti, moldovan leu, moldovan lei', since: '2026-11-28' },
  { code: 'RON', words: 'leu romanesc, lei romanesti, romanian leu, romanian lei', since: '2026-11-28' },
  {
    code: 'PLN',
    words: 'zł, zl, zloty, złoty, złotych, zloty polski, polish zloty, złoty polski',
    since: '2026-11-30',
  },
  { code: 'CZK', words: 'kč, kc, czech koruna, korun ceskych', since: '2026-11-28' },
  { code: 'HUF', words: 'ft, forint', since: '2026-11-28' },
  { code: 'CHF', words: 'sfr, swiss franc, swiss francs, schweizer franken', since: '2026-11-28' },
  { code: 'XOF', words: 'franc cfa bceao, francs cfa bceao', since: '2026-11-30' },
  { code: 'XAF', words: 'franc cfa beac, francs cfa beac', since: '2026-11-30' },
  { code: 'NOK', words: 'norwegian krone, norwegian kroner, norske kroner', since: '2026-11-30' },
  { code: 'DKK', words: 'danish krone, danish kroner, danske kroner', since: '2026-11-30' },
  { code: 'SEK', words: 'swedish krona, swedish kronor, svenska kronor', since: '2026-11-30' },
  { code: 'MNT', words: 'tugrik, ₮, төгрөг', since: '2026-11-30' },
  { code: 'AFN', words: 'afghani, afghanis', since: '2026-11-30' },
  { code: 'BDT', words: 'taka, ৳, tk, tk.', since: '2026-11-30' },
  { code: 'RWF', words: 'frw, rwandan franc, rwandan francs', since: '2026-11-30' },
  { code: 'BGN', words: 'лв, лв., bulgarian lev, leva', since: '2026-11-30' },
  { code: 'RSD', words: 'serbian dinar, serbian dinars', since: '2026-11-30' },
];

const byWord = new Map(
  currencyWords.flatMap(({ code, words }) => words.split(', ').map((word) => [plain(word), code] as const)),
);

// Codes of funds, metals and tests are no money that a tender is paid in.
const codes = new Set([
  ...['CLF', 'COU', 'UYI'],
  ...Intl.supportedValuesOf('currency').filter((code) => !/^X(?!AF|CD|OF|PF)/u.test(code)),
]);

// Signs and names that several countries use: beside a code they say nothing against it.
export const commonSigns: ReadonlySet<string> = new Set(
  `$, ¥, rs, rs., fcfa, cfa, pesos, peso, dollars, dollar, pounds, pound, francs, franc, rupees, rupee, shillings,
  shilling, kr, kr., fr, fr., lei, leu, f cfa, m.n., moneda nacional, руб, руб., p, k, l.`.split(/,\s+/u),
);

/** The ISO 4217 code of a currency as publishers write it, or null for what may mean another. */
export function readCurrency(text: string | null): string | null {
  if (text === null) return null;
  const clean = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return readWord(clean) ?? readBoth(clean) ?? readSigned(clean);
}

function readWord(text: string): string | null {
  const code = text.trim();
  return codeOf(code) ?? byWord.get(plain(code)) ?? codeOf(code.replaceAll(/[ .]/gu, ''));
}

/** A currency said twice, as in "South African Rand (ZAR)" and "USD - US Dollar": what is said must be the same. */
function readBoth(text: string): string | null {
  const parts = text.split(/\s*[()[\]/]\s*|\s+[-–:]\s+/u).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const said = parts.filter((part) => !commonSigns.has(plain(part))).map(readWord);
  const [first = null] = said;
  return said.every((code) => code === first) ? first : null;
}

/** A code beside its sign or word, as in "ZAR R" and "MXN $", or one sign with a blank in it, as in "R $". */
function readSigned(text: string): string | null {
  const [left = '', right = '', ...others] = text.trim().split(/\s+/u);
  if (right === '' || others.length > 0) return null;
  // A sign of several countries says nothing against a code. A word beside it is another's: "R $" is no rand.
  if (right === '$' || right === '¥') return byWord.get(plain(left + right)) ?? codeOf(left);
  if (left === '$' || left === '¥') return codeOf(right);
  const code = readWord(left);
  return code === readWord(right) ? code : null;
}

function codeOf(text: string): string | null {
  const code = text.toUpperCase();
  return codes.has(code) ? code : null;
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase().replaceAll(/\s+/gu, ' ');
}
