import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { standardSettings } from '../source-settings.js';
import { normaliseTender } from './normalise-tender.js';

const stateOf = (rest: JsonObject) =>
  normaliseTender({
    settings: standardSettings,
    compiled: { ocid: 'ocds-213czf-1', date: '2026-01-01T00:00:00Z', ...rest },
  });

describe('names wherever they stand', () => {
  test('takes the buyer from the parties by role', () => {
    const supplier = { id: 'p2', name: 'Other Ltd', roles: ['supplier'] };

    expect(
      stateOf({ parties: [supplier, { id: 'p1', name: 'Roads Office', roles: ['payer', 'buyer'] }] }).buyer?.name,
    ).toBe('Roads Office');
    expect(
      stateOf({ parties: [supplier, { id: 'p1', name: 'Roads Office', roles: 'procuringEntity' }] }).buyer?.name,
    ).toBe('Roads Office');
    expect(
      stateOf({ buyer: { name: 'N/A' }, parties: { id: 'p1', name: 'Roads Office', roles: ['buyer'] } }).buyer?.name,
    ).toBe('Roads Office');
    expect(stateOf({ parties: [supplier] }).buyer).toBeNull();
    expect(stateOf({ buyer: { id: 'B7' } }).buyer).toBeNull();
  });

  test('reads texts by language and keeps the others for searching', () => {
    const state = stateOf({
      buyer: { id: 'B', name_pt: 'Câmara de Exemplo' },
      tender: {
        title_pt: 'Limpeza de ruas',
        title_en: 'Street cleaning',
        description: { pt: 'Varrer', en: 'Sweeping' },
      },
    });

    expect(state).toMatchObject({
      title: 'Street cleaning',
      description: 'Sweeping',
      buyer: { name: 'Câmara de Exemplo' },
      translations: { title: ['Limpeza de ruas'], description: ['Varrer'], languages: ['pt', 'en'] },
    });
  });

  test('takes the first sentence of the description for a title that is only the number', () => {
    expect(
      stateOf({
        tender: { id: 'LP-2026-0177', title: 'LP-2026-0177', description: 'Repair of school roofs. Visit on Monday.' },
      }),
    ).toMatchObject({ title: 'Repair of school roofs', reference: 'LP-2026-0177' });
    expect(stateOf({ tender: { id: 'x', title: 'RFQ 2026/19', description: 'TBC' } })).toMatchObject({
      title: 'RFQ 2026/19',
      description: null,
      reference: 'RFQ 2026/19',
    });
  });

  test('takes placeholders for nothing', () => {
    const state = stateOf({
      buyer: { id: 'b', name: '.' },
      tender: { id: 't', title: '-', description: 'To be confirmed', status: 'Active ' },
      awards: [
        { id: 'a1', status: 'active', suppliers: [{ id: 'XX-TAX-<NA>' }] },
        {
          id: 'a2',
          status: 'active',
          suppliers: [
            { id: 's', name: 'TBC' },
            { id: 'n/a', name: 'Winner Ltd' },
          ],
        },
      ],
    });

    expect([state.title, state.description, state.buyer]).toEqual(['ocds-213czf-1', null, null]);
    expect(state.winners.map(({ name, localId }) => [name, localId])).toEqual([['Winner Ltd', null]]);
    expect(state.publisherStatus).toBe('Active ');
  });

  test('reads HTML and entities as text', () => {
    expect(
      stateOf({
        buyer: { id: 'b', name: 'Hill &amp;amp; Dale Council' },
        tender: {
          title: '<i>Road</i>&nbsp;signs',
          description: '<p>Scope</p><style>p{}</style><ul><li>Poles</li></ul>',
        },
      }),
    ).toMatchObject({ title: 'Road signs', description: 'Scope\n\n- Poles', buyer: { name: 'Hill & Dale Council' } });
  });
});

describe('lists as publishers write them', () => {
  test('finds documents wherever they hang, each with its stage', () => {
    const document = (title: string): JsonObject => ({ id: '1', title });
    const { documents } = stateOf({
      planning: { documents: [document('Plan')] },
      tender: {
        documents: document('Terms'),
        amendments: [{ id: 'x', documents: [document('Addendum')] }],
        lots: [{ id: 'l', documents: [document('Drawing')] }],
        milestones: [{ id: 'm', documents: [document('Minutes')] }],
      },
      awards: [{ id: 'a', amendments: [{ documents: [document('Correction')] }] }],
      contracts: [{ id: 'c', implementation: { milestones: [{ documents: [document('Report')] }] } }],
    });

    expect(documents.map(({ title, scope }) => `${scope} ${title}`)).toEqual([
      'TENDER Terms',
      'AMENDMENT Addendum',
      'LOT Drawing',
      'MILESTONE Minutes',
      'PLANNING Plan',
      'AWARD Correction',
      'IMPLEMENTATION Report',
    ]);
    expect(new Set(documents.map(({ key }) => key)).size).toBe(7);
  });

  test('reads one object in place of a list', () => {
    const state = stateOf({
      tender: {
        documents: { id: 'd', title: 'Terms' },
        items: { id: 'i', description: 'Pump' },
        lots: { id: 'l', title: 'Lot' },
      },
      awards: { id: 'a', status: 'active', suppliers: { id: 's', name: 'Winner Ltd' } },
    });

    expect([state.documents.length, state.items.length, state.lots.length, state.awards.length]).toEqual([1, 1, 1, 1]);
    expect(state.winners.map(({ name }) => name)).toEqual(['Winner Ltd']);
  });
});
