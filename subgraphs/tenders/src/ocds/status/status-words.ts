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

/** Words in one string, so that the table stays a page long. */
export function listed(words: string): string[] {
  return words.split(',').map((word) => word.trim());
}

/**
 * The words, in the languages of publishers that we have met. They are compared without accents, capitals and signs; a
 * word that is not here proves nothing.
 */
export const tenderStatusWords: readonly StatusWords[] = [
  {
    meaning: 'PLANNED',
    since: '2026-11-30',
    words: listed(`
      planning, planned, draft, forthcoming, upcoming, prior notice, beplan, planeado, planificado,
      planificada, planificacion, programado, planejado, planifie, prevu, geplant, pianificato, planificat,
      pre-tender, pre-advertised, scheduled, not yet open, opening soon, forecast, pipeline, en preparation, en preparacion,
      concept, gepland, planowane, planowany, planerad, planlagt, suunniteltu, планируется, заплановано,
      pre-publication, future, future opportunity, early engagement, pre-procurement, coming soon, not started,
      awaiting publication, anuncio previo, borrador, proyecto, en elaboracion, minuta, in vorbereitung, in preparazione`),
  },
  {
    meaning: 'ACTIVE',
    since: '2026-11-30',
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
      прийом пропозицій, активно, активный тендер,
      currently advertised, accepting, new, issued, released, closing soon, closes soon, amended,
      addendum issued, closing date extended, en plazo, en plazo de presentacion, divulgada, divulgada no pncp,
      recebimento de propostas, angebotsphase, bando pubblicato, ogloszone, ogłoszone, ogloszono, ogłoszono, heradverteer`),
  },
  {
    meaning: 'OVER',
    since: '2026-11-30',
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
      terminated,
      award pending, pending award, intention to award, intent to award, recommended for award, objection period, in negotiation,
      negotiation, shortlisting, shortlisted, adjudicated, under review, opened, bid opening, tender opening, historic,
      historical, archive, finalised, finalized, pendiente de adjudicacion, resuelta, apertura de ofertas, liquidado,
      terminado sin liquidar, en cours d'attribution, depouillement, abgelaufen, in aggiudicazione,
      active.stage2.pending, active.stage2.waiting`),
  },
  {
    meaning: 'AWARDED',
    since: '2026-11-30',
    words: listed(`
      awarded, award, contracted, contract signed, toegeken, adjudicado, adjudicada, contratado, contratada,
      homologado, homologada, attribue, attribuee, vergeben, zuschlag erteilt, aggiudicato, aggiudicata,
      atribuit, adjudecat, award made, awards made, award published, fully awarded, filled, contract awarded,
      awarded and signed, toegekende tender, adjudicacion, consentido, firmado, celebrado, suscrito,
      adjudicado consentido, vencedor declarado, adjudicacao, marche attribue, conclu, auftrag vergeben,
      bezuschlagt, contratto stipulato, contract semnat, gegund, udzielono, tilldelad, tildelt,
      определен победитель, заключен договор, присуджено,
      formalizada, attribution, attribution du marche, rozstrzygniete, rozstrzygnieto, zuschlag`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-30',
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
      deserted, declared deserted, declared void for lack of bids,
      no bidders, no bidder, no responsive bidder, no responsive bidders, zero bids received, all bids rejected, bids rejected,
      bid rejected, infructueuse, declaree infructueuse, verval`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-30',
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
      voided, invalid, invalidado, invalidada,
      deleted, removed, renuncia, desistimiento, desistida, descartado, aufhebung, set aside, overturned,
      terminado anormalmente despues de convocado, revocacion, declarado terminado anormalmente`),
  },
];
