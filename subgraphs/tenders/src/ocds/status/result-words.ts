import { listed, tenderStatusWords, type StatusWords } from './status-words.js';

/** Words of awards. "Active" is the standard's word for an award that stands. */
export const awardStatusWords: readonly StatusWords[] = [
  {
    meaning: 'AWARDED',
    since: '2026-11-30',
    words: listed(`
      active, awarded, award, accepted, confirmed, final, complete, completed, signed, contracted, aktief,
      toegeken, activo, activa, adjudicado, adjudicada, consentido, contratado, contratada, ativo, homologado,
      homologada, actif, attribue, attribuee, vergeben, zuschlag erteilt, zuschlag, erteilt, aggiudicato, atribuit, активна,
      активный, accepted by supplier, award made, award published, approved, contract signed, contract awarded,
      successful, won, winner, granted, let, aanvaar, goedgekeur, adjudicado consentido, adjudicacion firme,
      consentida, firme, firmado, suscrito, ganador, ganadora, adjudicacao, vencedor, vencedora, retenu,
      retenue, notifie, conclu, zugeschlagen, bezuschlagt, aggiudicata, vincitore, castigator, semnat, gegund,
      udzielono, tilldelad, tildelt, победитель, заключен, переможець, kazandi,
      appointed, appointment made, letter of acceptance, letter of acceptance issued, successful bidder, buena pro, aceito, aceita`),
  },
  {
    meaning: 'PENDING',
    since: '2026-11-30',
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
      розглядається,
      letter of intent, in dispute, under protest, on appeal`),
  },
  {
    meaning: 'UNSUCCESSFUL',
    since: '2026-11-30',
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
      deserted, declared deserted,
      regret, regretted, recusado, recusada, nao homologado, nao homologada, infructueuse, unsuccessful bidder, verval`),
  },
  {
    meaning: 'CANCELLED',
    since: '2026-11-29',
    words: [
      ...(tenderStatusWords.find(({ meaning }) => meaning === 'CANCELLED')?.words ?? []),
      ...listed(`
      perdida de la buena pro, perdida de buena pro, retrotraido por resolucion,
      no suscripcion de contrato por decision de la entidad`),
    ],
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
