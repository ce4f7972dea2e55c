import { expect, test } from '@jest/globals';
import { splitSentences } from './split-sentences.js';

test.each<[string, string, string[]]>([
  [
    'abbreviations, initials and numbered references do not end a sentence',
    'The bid closes at 11:00. Queries go to Dr. J. Smith, Tel. 012 345 6789. See clause 4.2 of the tender, No. 5.',
    [
      'The bid closes at 11:00.',
      'Queries go to Dr. J. Smith, Tel. 012 345 6789.',
      'See clause 4.2 of the tender, No. 5.',
    ],
  ],
  [
    'the number in front of a clause is dropped',
    '1. Compulsory briefing. 2. Works at Acme (Pty) Ltd. in Durban.',
    ['Compulsory briefing.', 'Works at Acme (Pty) Ltd. in Durban.'],
  ],
  [
    'all capitals split like any text',
    'SUPPLY OF PIPES. BIDDERS MUST REGISTER. CLOSING DATE: 12 MAY 2026',
    ['SUPPLY OF PIPES.', 'BIDDERS MUST REGISTER.', 'CLOSING DATE: 12 MAY 2026'],
  ],
  [
    'each point of a list stands alone',
    'Scope:\n• Supply of pipes\n• Laying of pipes\n- Testing\n(a) Handing over',
    ['Scope:', 'Supply of pipes', 'Laying of pipes', 'Testing', 'Handing over'],
  ],
  [
    'lines that were only wrapped belong together',
    'Construction of a road\nin the north of\nDurban.\n\nA second paragraph',
    ['Construction of a road in the north of Durban.', 'A second paragraph'],
  ],
  ['Chinese needs no spaces', '采购办公家具。投标截止时间为五月一日。', ['采购办公家具。', '投标截止时间为五月一日。']],
  [
    'Ukrainian',
    'Наша мета — якість. Строк подання до 1 травня.',
    ['Наша мета — якість.', 'Строк подання до 1 травня.'],
  ],
  [
    'French with a numbered article',
    'Fourniture de mobilier, art. 12 du code. Date limite : 3 mai.',
    ['Fourniture de mobilier, art. 12 du code.', 'Date limite : 3 mai.'],
  ],
  [
    'amounts and decimals stay whole',
    'The fee is R1 000.50. It is paid once.',
    ['The fee is R1 000.50.', 'It is paid once.'],
  ],
  ['nothing gives nothing', ' \n - \n', []],
])('%s', (_name, text, sentences) => {
  expect(splitSentences(text)).toEqual(sentences);
});
