import { describe, expect, test } from '@jest/globals';
import { kindsAbroad } from './kinds-abroad.js';
import { noticeKinds, type NoticeKind } from './kinds.js';
import { kindRules, readNoticeKind } from './notice-kind.js';

const texts: readonly (readonly [kind: NoticeKind, title: string, methodDetails?: string])[] = [
  ['CANCELLATION', 'Cancellation: supply of chairs'],
  ['CANCELLATION', 'TENDER CANCELLATION - resurfacing of the R61'],
  ['CANCELLATION', 'Notice of cancellation: RFQ 12/2026'],
  ['CANCELLATION', 'Supply of chairs (CANCELLED)'],
  ['CANCELLATION', 'Please note that this bid has been cancelled'],
  ['CANCELLATION', 'WITHDRAWN: supply of chairs'],
  ['CANCELLATION', 'Tender gekanselleer'],
  ['CANCELLATION', 'TENDER 12/2026 GEKANSELLEER: Verskaffing van stoele'],
  ['CANCELLATION', 'Gekanselleer - verskaffing van stoele'],
  ['CANCELLATION', 'Kansellasie van tender 12/2026'],
  ['CANCELLATION', 'Kennisgewing van kansellasie: verskaffing van stoele'],
  ['CANCELLATION', 'Verskaffing van stoele. Hierdie tender is gekanselleer'],
  ['CANCELLATION', 'Aviso de cancelación: suministro de sillas'],
  ['CANCELLATION', 'Licitación cancelada'],
  ['CANCELLATION', 'Revogação da licitação 3/2026'],
  ['CANCELLATION', "Avis d'annulation"],
  ['CANCELLATION', 'Aufhebung der Ausschreibung: Stühle'],
  ['REGRET', 'Notice of non-award: supply of chairs'],
  ['REGRET', 'NOTICE OF NON – AWARD'],
  ['REGRET', 'Non-award of tender 12/2026'],
  ['REGRET', 'Nil award - RFQ 3'],
  ['REGRET', 'Supply of chairs (non-award)'],
  ['REGRET', 'Tender 12/2026 was not awarded'],
  ['REGRET', 'Nie-toekenning van tender 12/2026'],
  ['REGRET', 'Kennisgewing van nie-toekenning'],
  ['REGRET', 'Licitación 3/2026 declarada desierta'],
  ['REGRET', 'Consultation déclarée sans suite'],
  ['AWARD', 'Tender opening register for the hiring of a skip loader'],
  ['AWARD', 'OPENING REGISTER BEY SCM 534'],
  ['AWARD', 'Receiving and opening of tenders WDM 25/2025 – chlorine'],
  ['AWARD', 'RFQ opening registers 2021/2022'],
  ['TENDER', 'Opening and closing of the register of deeds'],
  ['AWARD', 'Kennisgewing van toekenning: verskaffing van stoele'],
  ['AWARD', "Avis d'attribution : chaises"],
  ['AWARD', 'Aviso de adjudicación'],
  ['CORRECTION', 'Verlenging van sluitingsdatum: verskaffing van stoele'],
  ['CORRECTION', 'Avis rectificatif : chaises'],
  ['EXPRESSION_OF_INTEREST', "Appel à manifestation d'intérêt : bureaux"],
  ['PANEL', 'Aanstelling van \u2019n paneel van prokureurs'],
  ['QUOTATION', 'Versoek vir kwotasies: blindings'],
  ['QUOTATION', 'Solicitud de cotización: persianas'],
  ['TENDER', 'Supply of non-awarded stock to clinics'],
  ['TENDER', 'Non-award winning designs for the exhibition'],
  ['TENDER', 'Herstel van die regstelling in die kantoor van die raad'],
  ['TENDER', 'Verlenging van die waterpyp na die skool'],
  ['TENDER', 'Suministro de sellos anulados para el museo'],
  ['TENDER', 'Bodies wat nie toegeken word nie, word nie geopen nie'],
  ['TENDER', 'Verskaffing van stoele. Bodders wie se registrasie gekanselleer is, word uitgesluit'],
  ['REGRET', 'Regret letter for the supply of chairs'],
  ['REGRET', 'LETTER OF REGRET: cleaning of clinics'],
  ['REGRET', 'Regret and award letter for spares'],
  ['AWARD', 'Notice of award: supply of chairs'],
  ['AWARD', 'Publication of names of bidders: cleaning of clinics'],
  ['AWARD', 'Bidders list: fencing of the depot'],
  ['AWARD', 'Intention to award bid 7/2026'],
  ['AWARD', 'Successful bidders for June'],
  ['CORRECTION', 'ADDENDUM 2: supply of chairs'],
  ['CORRECTION', 'Erratum - fencing of the depot'],
  ['CORRECTION', 'Extension of closing date: fencing of the depot'],
  ['CORRECTION', 'Tender validity extension: fencing of the depot'],
  ['CORRECTION', 'RE: Amendment to the advert of 3 March'],
  ['EXPRESSION_OF_INTEREST', 'Expression of interest: office space in Mthatha'],
  ['EXPRESSION_OF_INTEREST', 'EOI for land parcels'],
  ['EXPRESSION_OF_INTEREST', 'Request for information on archiving'],
  ['EXPRESSION_OF_INTEREST', 'Office space in Mthatha', 'Expression of interest'],
  ['PANEL', 'Panel of attorneys for three years'],
  ['PANEL', 'Appointment of a panel for the supply of laptops'],
  ['PANEL', 'Establishment of a panel of civil engineering contractors'],
  ['PANEL', 'Registration on the supplier database 2026'],
  ['PANEL', 'Framework agreement for stationery'],
  ['QUOTATION', 'Request for quotation: blinds'],
  ['QUOTATION', 'RFQ 7/2026 blinds'],
  ['QUOTATION', 'Service providers are invited to quote for blinds'],
  ['QUOTATION', 'Blinds', 'Request for Quotation'],
  ['TENDER', 'Supply and installation of solar panels'],
  ['TENDER', 'Repair of the control panel of lift 3'],
  ['TENDER', 'Panel beating of municipal vehicles'],
  ['TENDER', 'Construction of an extension to the clinic'],
  ['TENDER', 'Correction of leaks in the water network'],
  ['TENDER', 'Provision of bursary awards administration'],
  ['TENDER', 'Trophies for the awards ceremony'],
  ['TENDER', 'Migration of the registration databases'],
  ['TENDER', 'Cancellation insurance for the festival'],
  ['TENDER', 'Amendment of soil at the nursery'],
  ['TENDER', 'Addendum printed for the exhibition catalogue'],
  ['TENDER', 'Withdrawn by the mint: disposal of coins'],
  ['TENDER', 'Bidders whose registration was cancelled are excluded'],
  ['CORRECTION', 'Addendum to tender 4/2026'],
  ['CORRECTION', 'Corrigendum'],
  ['CORRECTION', 'Erratum: closing date'],
  ['CANCELLATION', 'CANCELLED'],
  ['CANCELLATION', 'Cancelled due to errors in the terms'],
  ['TENDER', 'Stormwater in Mabopane extension 1'],
  ['TENDER', 'Framework for skills: development of a strategy'],
];

describe('what a notice is for', () => {
  test.each(texts)('%s: %s', (kind, title, methodDetails = undefined) => {
    const methods = methodDetails ?? null;
    expect(readNoticeKind({ title, description: null, reference: 'X 1/2026', methodDetails: methods })).toBe(kind);
  });

  test('is told by the description or the number as well', () => {
    const read = (description: string | null, reference: string | null) =>
      readNoticeKind({ title: 'Spares', description, reference, methodDetails: null });
    expect(read('This tender was cancelled.', null)).toBe('CANCELLATION');
    expect(read(null, 'Regret letter-12/2026')).toBe('REGRET');
    expect(read(null, null)).toBe('TENDER');
  });

  test('conditions far below do not count', () => {
    const description = `Cleaning. ${'Terms. '.repeat(80)} A bid that is cancelled is not evaluated by the panel of auditors.`;
    expect(readNoticeKind({ title: 'Cleaning', description, reference: null, methodDetails: null })).toBe('TENDER');
  });

  test('each rule is of a kind, has a date, and is tried once', () => {
    const kinds = kindRules.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(noticeKinds.filter((kind) => !kinds.includes(kind))).toEqual(['TENDER']);
    for (const { since } of [...kindRules, ...Object.values(kindsAbroad)])
      expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
  });
});
