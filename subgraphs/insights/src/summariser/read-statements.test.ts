import { describe, expect, test } from '@jest/globals';
import { readStatements, type TextForm } from './read-statements.js';

const read = (text: string, form?: TextForm): string[] => readStatements(text, form).map((statement) => statement.text);

describe('statements of a text', () => {
  test.each<[string, string, string[]]>([
    [
      'abbreviations, initials and numbered references do not end a sentence',
      'The bid closes at 11:00. Queries go to Dr. J. Smith at O.R. Tambo. See clause 4.2 of the tender, No. 5.',
      ['The bid closes at 11:00.', 'Queries go to Dr. J. Smith at O.R. Tambo.', 'See clause 4.2 of the tender, No. 5.'],
    ],
    [
      'all capitals split like any text',
      'SUPPLY OF PIPES. BIDDERS MUST REGISTER. CLOSING DATE: 12 MAY 2026',
      ['SUPPLY OF PIPES.', 'BIDDERS MUST REGISTER.', 'CLOSING DATE: 12 MAY 2026'],
    ],
    [
      'a list stays whole, with what leads to it',
      'Scope:\n• Supply of pipes\n• Laying of pipes\n- Testing\n(a) Handing over',
      ['Scope: Supply of pipes; Laying of pipes; Testing; Handing over'],
    ],
    [
      'lines that were only wrapped belong together',
      'MANUFACTURE OF SIX\nSWEEPERS FOR ACME SOC\nLTD AT DURBAN, PLAN NO.\n12/9.\n\nA second paragraph',
      ['MANUFACTURE OF SIX SWEEPERS FOR ACME SOC LTD AT DURBAN, PLAN NO. 12/9.', 'A second paragraph'],
    ],
    [
      'Chinese needs no spaces',
      '采购办公家具。投标截止时间为五月一日。',
      ['采购办公家具。', '投标截止时间为五月一日。'],
    ],
    [
      'Ukrainian',
      'Наша мета — якість. Строк подання до 1 травня.',
      ['Наша мета — якість.', 'Строк подання до 1 травня.'],
    ],
    [
      'amounts and decimals stay whole',
      'The fee is R1 000.50. It is paid once.',
      ['The fee is R1 000.50.', 'It is paid once.'],
    ],
    ['nothing gives nothing', ' \n - \n', []],
  ])('%s', (_name, text, statements) => {
    expect(read(text)).toEqual(statements);
  });

  test('of conditions each line may be one', () => {
    const text =
      'Bidders must be registered with PSIRA.\nNo joint ventures.\nPlease bring safety boots, or you\nwill not enter';

    expect(read(text, 'CONDITIONS')).toEqual([
      'Bidders must be registered with PSIRA.',
      'No joint ventures.',
      'Please bring safety boots, or you will not enter',
    ]);
  });
});
