// cspell:ignore Mthatha Landdros Petrus Heuwelsig Affodil Ruwari Sankontshe Molweni Phumlo Laingville Goathill Fannin Gabion Umuziwabantu
import { expect, test } from '@jest/globals';
import { isAddress } from './address.js';

test.each([
  '12 Main Road, Mthatha, 5100',
  '1st Floor, Nedbank Building, 12 Main Road, Mthatha',
  'Private Bag X12, Pretoria, 0001',
  'P.O. Box 45, Upington, 8800',
  'Cnr of Church and Market Street, Graaff-Reinet, 6280',
  'Unit 4, Summit Office Park, 221 Garsfontein Road, Menlyn, Pretoria',
  '90/92 St Augustine Road, Paternoster',
  'Landdros Street 5 - Bloemfontein - 9301',
  'Physical address: at the gate',
  'No 5 King Street, East London',
])('an address: %s', (text) => {
  expect(isAddress(text)).toBe(true);
});

test.each([
  'Demolition of the bridge in Main Road, Mthatha',
  'Demolition Main Road bridge, Ward 5, Mthatha, 5100',
  'Resealing Main Road, Ward 5',
  'Phase 01 Extension of Goathill Access Rd in Sankontshe Area, Ward 05 – Outer West',
  'Fannin Road: WP 2 - Bridges and roadworks Molweni, Ward 9',
  'SALE OF ERF 53008, PETRUS STREET, HEUWELSIG',
  'Tender for the sale and development of erf 9702 situated at 10 Affodil Street, Ruwari',
  'Alterations, Building Works, Internal Fit-Out, Furnishing and Fire Protection',
  'Rental of storage and office containers for a period ending 30 June 2029.',
  'CATERING FOR 450 PEOPLE AT PHUMLO WARD 18 ON 10 DECEMBER 2025.',
  'REMOVAL OF MEDICAL WASTE FROM 1 JULY 2026 UNTIL 30 JUNE 2027',
  'DRAFT BUDGET, IDP AND ANALYTICAL REVIEW – 2024/2025',
  'Site meeting: Strand Street, Laingville – 2 September 2025 @ 11:00',
  'Clarification meeting: 06 June 2023, 10:00',
  'Gabion boxes from km 9 to km 10 on road D1100, Umuziwabantu, Durban',
  'Cancellation of bids 14, 15 and 18/2023',
  'Group life insurance scheme for the period ending 30 June 2029',
  'Washing of windows at municipal buildings, as and when, 2025',
  'Four double-storey classrooms and a wing, Block B',
  'Main Road',
])('no address: %s', (text) => {
  expect(isAddress(text)).toBe(false);
});
