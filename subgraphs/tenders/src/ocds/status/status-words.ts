// Longer than a page: it is a table, and its rows are words.

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

/** Words of one meaning. */
export interface StatusWords {
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
    since: '2026-11-29',
    words: listed(`
      planning, planned, draft, forthcoming, upcoming, prior notice, beplan, planeado, planificado,
      planificada, planificacion, programado, planejado, planifie, prevu, geplant, pianificato, planificat,
      pre-tender, pre-advertised, scheduled, not yet open, opening soon, forecast, pipeline, en preparation, en preparacion,
      concept, gepland, planowane, planowany, planerad, planlagt, suunniteltu, планируется, заплановано`),
  },
  {
    meaning: 'ACTIVE',
    since: '2026-11-29',
    words: listed(`
      active, open, published, live, advertised, current, in progress, ongoing, accepting bids,
      active.enquiries, active.tendering, active.tenderPeriod, clarification, tendering, oop, aktief,
      gepubliseer, activo, activa, abierto, abierta, vigente, publicado, publicada, convocado, convocada,
      en curso, ativo, aberto, aberta, em andamento, actif, ouvert, ouverte, publie, en cours, offen,
      veroffentlicht, aperto, attivo, activ, deschis, активна, активный, відкрито, открыт, reopened, extended,
      deadline extended, accepting submissions, open for bidding, receiving bids, bidding open, bidding,
      invitation, call open, abierto a ofertas, en licitacion, en convocatoria, recepcion de ofertas,
      recebendo propostas, em licitacao, aberta para propostas, en consultation, laufend, ausgeschrieben,
      bekanntgemacht, pubblicato, in corso, publicat, in desfasurare, lopend, gepubliceerd, otwarte,
      opublikowane, pagaende, oppen, aben, apen, avoin, идет прием заявок, прием заявок, подання пропозицій,
      прийом пропозицій, активно, активный тендер`),
  },
  {
    meaning: 'OVER',
    since: '2026-11-29',
    words: listed(`
      complete, completed, closed, expired, finished, concluded, under evaluation, evaluation, evaluated,
      active.pre-qualification, active.auction, active.qualification, active.evaluation, active.evaluated,
      active.awarded, standstill, gesluit, voltooi, cerrado, cerrada, finalizado, finalizada, completado,
      completo, concluido, concluida, terminado, terminada, en evaluacion, encerrado, encerrada, cloture,
      cloturee, clos, termine, terminee, ferme, abgeschlossen, geschlossen, beendet, chiuso, concluso, inchis,
      finalizat, fechado, fechada, inactive, nieaktief, onaktief, inactivo, inactiva, inativo, inactif, завершено, завершен, ended, done, past, archived, closed for bidding, bidding closed,
      bids opened, opened and under evaluation, in evaluation, adjudication, under adjudication,
      awaiting award, evaluasie, afgehandel, en estudio, evaluacion, en adjudicacion, acto publico realizado,
      em avaliacao, em julgamento, en cours d'evaluation, in auswertung, wertung, in valutazione, scaduto,
      expirat, in evaluare, afgesloten, gesloten, zakonczone, zakonczony, avslutad, afsluttet, avsluttet,
      paattynyt, paattynyt hankinta, завершен прием заявок, рассмотрение заявок, кваліфікація, прекваліфікація,
      завершена,
      terminated`),
  },
  {
    meaning: 'AWARDED',
    since: '2026-11-29',
    words: listed(`
      awarded, award, contracted, contract signed, toegeken, adjudicado, adjudicada, contratado, contratada,
      homologado, homologada, attribue, attribuee, vergeben, zuschlag erteilt, aggiudicato, aggiudicata,
      atribuit, adjudecat, award made, awards made, award published, fully awarded, filled, contract awarded,
      awarded and signed, toegekende tender, adjudicacion, consentido, firmado, celebrado, suscrito,
      adjudicado consentido, vencedor declarado, adjudicacao, marche attribue, conclu, auftrag vergeben,
      bezuschlagt, contratto stipulato, contract semnat, gegund, udzielono, tilldelad, tildelt,
      определен победитель, заключен договор, присуджено`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-29',
    words: listed(`
      unsuccessful, failed, no award, non award, not awarded, no bids, nil award, no valid bids,
      no bids received, onsuksesvol, nie-toekenning, nie toegeken, desierto, desierta, declarado desierto, declarada desierta, fracasado,
      fracasada, fracassado, fracassada, deserto, deserta, infructueux, sans suite, erfolglos, kein zuschlag, fara rezultat,
      неуспешный, не відбулася, unawarded, no award made, no responsive bids, no responsive tenders,
      no suitable bids, no offers received, no offers, non responsive, no acceptable tenders, without award,
      lapsed, nie toegeken nie, geen toekenning, sin adjudicar, sin adjudicacion, no adjudicado, no adjudicada,
      sin ofertas, sin ofertas validas, sem propostas, sem vencedor, nao adjudicado, sans attributaire,
      non attribue, lot infructueux, nicht vergeben, ohne zuschlag, andato deserto, non aggiudicato,
      neatribuit, fara oferte, niet gegund, geen gunning, nierozstrzygniete, ej tilldelad, не состоялась,
      не состоялся, признан несостоявшимся, торги не відбулися,
      deserted, declared deserted, declared void for lack of bids`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-29',
    words: listed(`
      cancelled, canceled, cancel, cancellation, withdrawn, withdrawal, revoked, annulled, abandoned, void, kansellasie, kansellering, gekanselleerde,
      teruggetrekte, intrekking, onttrekking,
      rescinded, discontinued, gekanselleer, teruggetrek, cancelado, cancelada, anulado, anulada, nulo, nula,
      revocado, revocada, retirado, retirada, revogado, revogada, annule, annulee, retire, retiree, storniert,
      aufgehoben, zuruckgezogen, eingestellt, annullato, annullata, revocato, revocata, anulat, anulata,
      скасовано, отменен, отменена, canceling, cancelling, withdrew, terminated before award, nullified,
      invalidated, retracted, geskrap, abgebrochen, scrapped, aborted, dropped, kanselleer, ingetrek, onttrek, nietig,
      cancelacion, anulacion, nulidad, declarado nulo, declarada nula, sin efecto,
      dejado sin efecto, revocatoria, cancelamento, anulacao, revogacao, annulation, abandonne, abandonnee,
      widerrufen, annulliert, ritirato, ritirata, revoca, retras, ingetrokken, geannuleerd, uniewaznione,
      uniewaznione postepowanie, anulowane, avbruten, aflyst, annulleret, avlyst, keskeytetty, отменён, отмена,
      аннулирован, відмінено, скасований, iptal, iptal edildi,
      voided, invalid, invalidado, invalidada`),
  },
];

/** Words of awards. "Active" is the standard's word for an award that stands. */
export const awardStatusWords: readonly StatusWords[] = [
  {
    meaning: 'AWARDED',
    since: '2026-11-29',
    words: listed(`
      active, awarded, award, accepted, confirmed, final, complete, completed, signed, contracted, aktief,
      toegeken, activo, activa, adjudicado, adjudicada, consentido, contratado, contratada, ativo, homologado,
      homologada, actif, attribue, attribuee, vergeben, zuschlag erteilt, zuschlag, erteilt, aggiudicato, atribuit, активна,
      активный, accepted by supplier, award made, award published, approved, contract signed, contract awarded,
      successful, won, winner, granted, let, aanvaar, goedgekeur, adjudicado consentido, adjudicacion firme,
      consentida, firme, firmado, suscrito, ganador, ganadora, adjudicacao, vencedor, vencedora, retenu,
      retenue, notifie, conclu, zugeschlagen, bezuschlagt, aggiudicata, vincitore, castigator, semnat, gegund,
      udzielono, tilldelad, tildelt, победитель, заключен, переможець, kazandi`),
  },
  {
    meaning: 'PENDING',
    since: '2026-11-29',
    words: listed(`
      pending, proposed, preliminary, provisional, intended, recommended, under consideration,
      under evaluation, draft, hangende, pendiente, en evaluacion, provisorio, pendente, en attente,
      provisoire, ausstehend, in attesa, in asteptare, в очікуванні, awaiting approval, awaiting signature,
      to be awarded, award pending, in progress, under review, under appeal, appealed, suspended, on hold,
      standstill, objection period, intent to award, intention to award, notice of intent,
      recommended for award, preferred bidder, conditional, not yet awarded, voorlopig, aanbeveel, en tramite,
      por adjudicar, suspendido, suspendida, impugnado, apelado, en proceso, preadjudicado, propuesto,
      em analise, suspenso, suspensa, en cours, suspendu, vorlaufig, in prufung, sospeso, provvisorio,
      provvisoria, in evaluare, suspendat, voorlopige gunning, w toku, на рассмотрении, ожидание,
      розглядається`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-29',
    words: listed(`
      unsuccessful, rejected, failed, no award, non award, not awarded, no bids, nil award, no valid bids,
      no bids received, disqualified, onsuksesvol, nie-toekenning, nie toegeken, desierto, desierta, declarado desierto, declarada desierta,
      fracasado, fracasada, fracassado, fracassada, rechazado, deserto, deserta, infructueux, sans suite, rejete, erfolglos,
      kein zuschlag, abgelehnt, fara rezultat, unawarded, declined, refused, lost, no award made,
      no responsive bids, no suitable bids, no offers received, non responsive, not successful, not accepted,
      lapsed, nie toegeken nie, afgekeur, sin adjudicar, no adjudicado, no adjudicada, sin ofertas, rechazada,
      descalificado, descalificada, perdedor, sem propostas, rejeitado, rejeitada, desclassificado,
      nao adjudicado, rejetee, ecarte, non retenu, non attribue, nicht vergeben, ausgeschlossen, respinto,
      respinta, escluso, non aggiudicato, respins, neatribuit, afgewezen, niet gegund, odrzucona, odrzucono,
      forkastet, отклонен, отклонена, не состоялся, відхилено, дискваліфіковано,
      deserted, declared deserted`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-29',
    words: tenderStatusWords.find(({ meaning }) => meaning === 'CANCELLED')?.words ?? [],
  },
];

/** Words of contracts: one that was signed and has ended since was an award all the same. */
export const contractStatusWords: readonly StatusWords[] = [
  {
    meaning: 'AWARDED',
    since: '2026-11-29',
    words: listed(`
      active, terminated, signed, complete, completed, closed, expired, in force, executed, ongoing, aktief,
      activo, vigente, firmado, suscrito, terminado, finalizado, concluido, ativo, assinado, actif, signe,
      termine, laufend, unterzeichnet, beendet, attivo, activ, in execution, en ejecucion, suscrita, firmada,
      em execucao, encerrado, finalizada, en vigueur, resilie, gekundigt, in esecuzione, stipulato, semnat,
      getekend, getekent, onderteken, podpisana, подписан, исполнен, підписано, діє`),
  },
  {
    meaning: 'PENDING',
    since: '2026-11-29',
    words: listed(`
      pending, draft, proposed, unsigned, awaiting signature, hangende, pendiente, por firmar, pendente,
      en attente, ausstehend`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-29',
    words: listed(`
      cancelled, canceled, withdrawn, revoked, annulled, void, rescinded, gekanselleer, cancelado, cancelada,
      anulado, anulada, nulo, annule, annulee, storniert, aufgehoben, annullato, anulat, annulment, nullified,
      ingetrek, nula, revocado, revocada, sin efecto, annullata, anulata, nietig, расторгнут до подписания,
      скасовано, отменен`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-29',
    words: listed(`
      unsuccessful, failed, rejected, no award, desierto, deserto, infructueux, erfolglos`),
  },
];
