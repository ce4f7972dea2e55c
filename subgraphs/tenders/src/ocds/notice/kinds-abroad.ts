// cspell:disable
import type { NoticeKind } from './kinds.js';

/** Words that say what a notice is for in other languages than English. */
export interface WordsAbroad {
  /** Beginnings of words that `words` cannot fit without. */
  readonly stems: readonly string[];
  /** When this row was added or last changed. */
  readonly since: string;
  /** Looked for where a text begins. */
  readonly begins?: RegExp;
  /** Looked for anywhere in title and description. */
  readonly holds?: RegExp;
}

// What a notice is about. Publishers put it before or behind what became of it.
const tender = '(?:tender|tenders|bod|kwotasie|kontrak|kennisgewing|aanbesteding|licitacion|licitacao|proceso|processo|procedimiento|procedimento|concurso|convocatoria|pregao|edital|contratacion|subasta|appel d.offres|consultation|marche|procedure|ausschreibung|vergabeverfahren|verfahren|gara|procedura|bando)'; // prettier-ignore

const between = '(?:\\s+(?:no\\.?|nr\\.?|nommer|n[o°]|numero)?\\s*\\S*\\d\\S*)?';

function any(...parts: readonly string[]): RegExp {
  return new RegExp(parts.map((part) => `(?<![\\p{L}\\p{N}])(?:${part})(?![\\p{L}\\p{N}])`).join('|'), 'iu');
}

function first(...parts: readonly string[]): RegExp {
  return new RegExp(`^(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

const cancelled = '(?:gekanselleer|teruggetrek|ingetrek|onttrek|cancelad[oa]|anulad[oa]|revogad[oa]|suspendid[oa] definitivamente|annulee?|abandonnee?|aufgehoben|storniert|annullat[oa]|revocat[oa]|geannuleerd|ingetrokken)'; // prettier-ignore
const cancellation = '(?:kansellasie|kansellering|intrekking|onttrekking|cancelacion|anulacion|revocatoria|cancelamento|anulacao|revogacao|annulation|aufhebung|stornierung|annullamento|revoca)'; // prettier-ignore
const withoutAward = '(?:nie\\W?toegeken(?:\\s+nie)?|desiert[oa]|desert[oa]|fracasad[oa]|fracassad[oa]|infructueux|infructueuse|sans suite|ohne zuschlag|andat[oa] desert[oa])'; // prettier-ignore

/** The words, in the languages of publishers that we have met, without accents. A kind that is not here has none. */
export const kindsAbroad: Readonly<Partial<Record<NoticeKind, WordsAbroad>>> = {
  CANCELLATION: {
    since: '2026-11-29',
    stems: ['gekansel', 'kansel', 'teruggetrek', 'ingetrek', 'intrek', 'onttrek', 'anula', 'annul', 'revog', 'revoca', 'suspend', 'abandon', 'aufgehob', 'aufheb', 'storn', 'geannul', 'ingetrok'], // prettier-ignore
    begins: first(
      `(?:${tender}${between}\\s+(?:is\\s+|was\\s+|est\\s+|wurde\\s+)?)?${cancelled}(?!\\s+(?:deur|por la aseguradora|tjek))`,
      `(?:(?:kennisgewing|aviso|avis|avviso|bekanntmachung)\\s+(?:van|de|d.|di|der|uber die)\\s*)?(?:die\\s+|la\\s+)?${cancellation}(?:\\s+(?:van|de|del|da|do|di|der|des|de\\s+la|de\\s+l.|della)\\s*(?:die\\s+)?${tender}|\\s*[:\\d-]|\\s*$)`,
    ),
    holds: any(
      `(?:kennisgewing|aviso|avis|avviso)\\s+(?:van|de|d.|di)\\s*${cancellation}`,
      `${tender}${between}\\s+(?:is|was|word|fue|ha sido|foi|est|a ete|wurde|e stata)\\s+(?:hiermee\\s+|hierdie\\s+)?${cancelled}`,
      `${cancellation}\\s+(?:van|de|del|da|do|di|der|de\\s+la|de\\s+l.|della)\\s*(?:die\\s+)?${tender}`,
    ),
  },
  REGRET: {
    since: '2026-11-29',
    stems: ['nie', 'geen', 'desiert', 'desert', 'declar', 'fracas', 'fracass', 'infruct', 'sans', 'onsuksesvol', 'ohne', 'andat'], // prettier-ignore
    begins: first(
      '(?:kennisgewing\\s+van\\s+)?nie\\W{0,3}toekenning',
      'geen\\s+toekenning',
      `(?:${tender}${between}\\s+(?:is\\s+|was\\s+)?)${withoutAward}`,
      '(?:avis\\s+d.)?infructuosite',
      '(?:declaracion|declaratoria|declaracao)\\s+de\\s+(?:desiert[oa]|desert[oa])',
      'declaration\\s+(?:de\\s+|d.)?(?:sans\\s+suite|infructuosite)',
    ),
    holds: any(
      'kennisgewing\\s+van\\s+nie\\W{0,3}toekenning',
      'nie\\W{0,3}toekenning\\s+van\\s+(?:die\\s+)?(?:tender|bod|kwotasie|kontrak)',
      'declarad[oa]\\s+(?:desiert[oa]|desert[oa]|fracassad[oa])',
      'declaree?\\s+(?:sans\\s+suite|infructueu(?:x|se))',
      'onsuksesvolle\\s+(?:tenderaars|bieers)',
    ),
  },
  AWARD: {
    since: '2026-11-29',
    stems: ['toeken', 'toegeken', 'lys', 'suksesvol', 'adjudica', 'resultad', 'homolog', 'attribu', 'vergeb', 'zuschlag', 'esito', 'aggiudic'], // prettier-ignore
    begins: first(
      '(?:kennisgewing\\s+van\\s+)?toekenning\\s+van\\s+(?:die\\s+)?(?:tender|bod|kwotasie|kontrak)',
      'kennisgewing\\s+van\\s+toekenning',
      `${tender}${between}\\s+(?:is\\s+)?toegeken`,
      'suksesvolle\\s+(?:tenderaars?|bieers?)',
      'lys\\s+van\\s+(?:tenderaars|bieers|tenders\\s+ontvang)',
      '(?:aviso\\s+de\\s+)?adjudica(?:cion|cao)\\s+(?:de\\s+la\\s+|del\\s+|da\\s+|do\\s+|de\\s+)?(?:licitacion|licitacao|contrato|concurso)',
      '(?:aviso\\s+de\\s+|extrato\\s+de\\s+)?(?:homologacao|resultado)\\s+(?:de\\s+la\\s+|del\\s+|da\\s+|do\\s+|de\\s+)?(?:licitacion|licitacao|pregao|concurso|julgamento)',
      'avis\\s+d.attribution',
      'bekanntmachung\\s+(?:uber\\s+)?vergebener?\\s+auftrag',
      'esito\\s+di\\s+gara|avviso\\s+di\\s+aggiudicazione',
    ),
    holds: any(
      'kennisgewing\\s+van\\s+toekenning',
      'aviso\\s+de\\s+adjudicacion',
      'aviso\\s+de\\s+(?:resultado|homologacao)',
      'avis\\s+d.attribution',
    ),
  },
  CORRECTION: {
    since: '2026-11-29',
    stems: ['wysig', 'verleng', 'regstel', 'korrigend', 'addend', 'correc', 'fe', 'enmiend', 'adend', 'prorrog', 'retifica', 'rectific', 'errata', 'additif', 'report', 'berichtig', 'anderung', 'rettific'], // prettier-ignore
    begins: first(
      '(?:kennisgewing\\s+van\\s+)?(?:wysiging|regstelling)\\s+(?:van|aan|op)\\s+(?:die\\s+)?(?:tender|bod|kwotasie|advertensie|sluitingsdatum)',
      '(?:kennisgewing\\s+van\\s+)?verlenging\\s+van\\s+(?:die\\s+)?(?:sluitings?(?:datum|tyd)|tender)',
      'regstelling|korrigendum',
      '(?:aviso\\s+de\\s+)?(?:correccion|enmienda|rectificacion|prorroga|adenda|fe\\s+de\\s+erratas)(?:\\s+(?:de|del|al?|n\\S*)\\b|\\s*[:\\d-]|\\s*$)',
      '(?:aviso\\s+de\\s+)?(?:retificacao|errata|adendo|prorrogacao)(?:\\s+(?:de|do|da|ao|n\\S*)\\b|\\s*[:\\d-]|\\s*$)',
      '(?:avis\\s+)?(?:rectificatif|additif)(?:\\s|:|$)|report\\s+de\\s+la\\s+date',
      'berichtigung|anderungsbekanntmachung|avviso\\s+di\\s+rettifica',
    ),
  },
  EXPRESSION_OF_INTEREST: {
    since: '2026-11-29',
    stems: ['belangstell', 'blyk', 'manifest', 'solicitud', 'demande', 'consulta', 'versoek', 'interessenbekund'],
    begins: first('versoek\\s+(?:vir|om)\\s+inligting', 'solicitud\\s+de\\s+informacion', 'demande\\s+d.informations?'),
    holds: any(
      '(?:uitnodiging|versoek|oproep)\\s+(?:tot|om|vir)\\s+(?:blyke?\\s+van\\s+)?belangstelling',
      'blyke?\\s+van\\s+belangstelling',
      'manifestacao\\s+de\\s+interesse',
      'manifestations?\\s+d.interet',
      'interessenbekundung(?:sverfahren)?',
    ),
  },
  PANEL: {
    since: '2026-11-29',
    stems: ['paneel', 'verskaffer', 'databasis', 'accord', 'acuerdo', 'convenio', 'rahmen', 'accordo'],
    holds: any(
      'paneel\\s+van\\s+(?:\\S+\\s+){0,4}?(?:diensverskaffers|verskaffers|kontrakteurs|konsultante|prokureurs|ingenieurs)',
      '(?:verskaffers?|diensverskaffers?)\\s?-?(?:databasis|register|lys)',
      'databasis\\s+van\\s+(?:diens)?verskaffers',
      'accords?.cadres?',
      '(?:acuerdo|convenio)s?\\s+marco',
      'rahmen(?:vertrag|vereinbarung)',
      'accordo\\s+quadro',
    ),
  },
  QUOTATION: {
    since: '2026-11-29',
    stems: ['kwotasie', 'cotiza', 'cotac', 'cotation', 'devis', 'angebotsanfrage', 'preisanfrage'],
    begins: first('(?:(?:versoek|uitnodiging)\\s+(?:vir|om|tot)\\s+)?(?:formele\\s+)?(?:skriftelike\\s+)?kwotasies?'),
    holds: any(
      '(?:versoek|uitnodiging)\\s+(?:vir|om|tot)\\s+(?:\\S+\\s+)?kwotasies?',
      '(?:solicitud|pedido)\\s+de\\s+(?:cotizacion(?:es)?|cotacao|cotacoes)',
      'demande\\s+de\\s+(?:cotations?|devis|prix)',
      '(?:angebots|preis)anfrage',
    ),
  },
};
