import { withoutAccents } from '../text/accents.js';

/** What a publisher's word for the status of a tender, lot, award or contract means. */
export type StatusMeaning =
  | 'PLANNED'
  | 'ACTIVE'
  /** Bids are in and being judged, or all is done. */
  | 'OVER'
  | 'AWARDED'
  | 'PENDING'
  | 'UNSUCCESSFUL'
  | 'CANCELLED';

interface StatusWords {
  readonly meaning: StatusMeaning;
  /** When this row was added or last changed. */
  readonly since: string;
  readonly words: readonly string[];
}

// One string, so that the table stays a page long.
function listed(words: string): string[] {
  return words.split(',').map((word) => word.trim());
}

/**
 * The words, in the languages of publishers that we have met. They are compared without accents, capitals and signs; a
 * word that is not here proves nothing.
 */
export const tenderStatusWords: readonly StatusWords[] = [
  {
    meaning: 'PLANNED',
    since: '2026-11-28',
    words: listed(`
      planning, planned, draft, forthcoming, upcoming, prior notice, beplan, planeado, planificado,
      planificada, planificacion, programado, planejado, planifie, prevu, geplant, pianificato, planificat`),
  },
  {
    meaning: 'ACTIVE',
    since: '2026-11-28',
    words: listed(`
      active, open, published, live, advertised, current, in progress, ongoing, accepting bids,
      active.enquiries, active.tendering, active.tenderPeriod, clarification, tendering, oop, aktief,
      gepubliseer, activo, activa, abierto, abierta, vigente, publicado, publicada, convocado, convocada,
      en curso, ativo, aberto, aberta, em andamento, actif, ouvert, ouverte, publie, en cours, offen,
      veroffentlicht, aperto, attivo, activ, deschis, активна, активный, відкрито, открыт`),
  },
  {
    meaning: 'OVER',
    since: '2026-11-28',
    words: listed(`
      complete, completed, closed, expired, finished, concluded, under evaluation, evaluation, evaluated,
      active.pre-qualification, active.auction, active.qualification, active.evaluation, active.evaluated,
      active.awarded, standstill, gesluit, voltooi, cerrado, cerrada, finalizado, finalizada, completado,
      completo, concluido, concluida, terminado, terminada, en evaluacion, encerrado, encerrada, cloture,
      cloturee, clos, termine, terminee, ferme, abgeschlossen, geschlossen, beendet, chiuso, concluso,
      inchis, finalizat, завершено, завершен`),
  },
  {
    meaning: 'AWARDED',
    since: '2026-11-28',
    words: listed(`
      awarded, award, contracted, contract signed, toegeken, adjudicado, adjudicada, contratado,
      contratada, homologado, homologada, attribue, attribuee, vergeben, zuschlag erteilt, aggiudicato,
      aggiudicata, atribuit, adjudecat`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-28',
    words: listed(`
      unsuccessful, failed, no award, non award, not awarded, no bids, nil award, no valid bids,
      no bids received, onsuksesvol, desierto, desierta, declarado desierto, declarada desierta, fracasado,
      fracasada, deserto, deserta, infructueux, sans suite, erfolglos, kein zuschlag, fara rezultat,
      неуспешный, не відбулася`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-28',
    words: listed(`
      cancelled, canceled, cancel, cancellation, withdrawn, withdrawal, revoked, annulled,
      abandoned, void, rescinded, discontinued, gekanselleer, teruggetrek, cancelado, cancelada, anulado,
      anulada, nulo, nula, revocado, revocada, retirado, retirada, revogado, revogada, annule, annulee,
      retire, retiree, storniert, aufgehoben, zuruckgezogen, eingestellt, annullato, annullata, revocato,
      revocata, anulat, anulata, скасовано, отменен, отменена`),
  },
];

/** Words of awards. "Active" is the standard's word for an award that stands. */
export const awardStatusWords: readonly StatusWords[] = [
  {
    meaning: 'AWARDED',
    since: '2026-11-28',
    words: listed(`
      active, awarded, award, accepted, confirmed, final, complete, completed, signed, contracted, aktief,
      toegeken, activo, activa, adjudicado, adjudicada, consentido, contratado, contratada, ativo,
      homologado, homologada, actif, attribue, attribuee, vergeben, zuschlag erteilt, aggiudicato,
      atribuit, активна, активный`),
  },
  {
    meaning: 'PENDING',
    since: '2026-11-28',
    words: listed(`
      pending, proposed, preliminary, provisional, intended, recommended, under consideration,
      under evaluation, draft, hangende, pendiente, en evaluacion, provisorio, pendente, en attente,
      provisoire, ausstehend, in attesa, in asteptare, в очікуванні`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-28',
    words: listed(`
      unsuccessful, rejected, failed, no award, non award, not awarded, no bids, nil award, no valid bids,
      no bids received, disqualified, onsuksesvol, desierto, desierta, declarado desierto,
      declarada desierta, fracasado, fracasada, rechazado, deserto, deserta, infructueux, sans suite,
      rejete, erfolglos, kein zuschlag, abgelehnt, fara rezultat`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-28',
    words: tenderStatusWords.find(({ meaning }) => meaning === 'CANCELLED')?.words ?? [],
  },
];

/** Words of contracts: one that was signed and has ended since was an award all the same. */
export const contractStatusWords: readonly StatusWords[] = [
  {
    meaning: 'AWARDED',
    since: '2026-11-28',
    words: listed(`
      active, terminated, signed, complete, completed, closed, expired, in force, executed, ongoing,
      aktief, activo, vigente, firmado, suscrito, terminado, finalizado, concluido, ativo, assinado, actif,
      signe, termine, laufend, unterzeichnet, beendet, attivo, activ`),
  },
  {
    meaning: 'PENDING',
    since: '2026-11-28',
    words: listed(`
      pending, draft, proposed, unsigned, awaiting signature, hangende, pendiente, por firmar, pendente,
      en attente, ausstehend`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-28',
    words: listed(`
      cancelled, canceled, withdrawn, revoked, annulled, void, rescinded, gekanselleer, cancelado,
      cancelada, anulado, anulada, nulo, annule, annulee, storniert, aufgehoben, annullato, anulat`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-28',
    words: listed(`
      unsuccessful, failed, rejected`),
  },
];

/** Reads words of one table; null for what is not stated or not in it. */
export type StatusReader = (word: string | null) => StatusMeaning | null;

export const readTenderWord = readerOf(tenderStatusWords);
export const readAwardWord = readerOf(awardStatusWords);
export const readContractWord = readerOf(contractStatusWords);

function readerOf(table: readonly StatusWords[]): StatusReader {
  const meanings = new Map(table.flatMap(({ meaning, words }) => words.map((word) => [plain(word), meaning] as const)));
  return (word) => (word === null ? null : (meanings.get(word) ?? meanings.get(plain(word)) ?? null));
}

function plain(word: string): string {
  return withoutAccents(word)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
