// cspell:ignore docu ments
import { expect, test } from '@jest/globals';
import { joinLines, type PageLine } from './join-lines.js';

/** Lines as they stand below each other. */
const below = (...texts: string[]): PageLine[] =>
  texts.map((text, index) => ({ text, y: 780 - 14 * index, height: 11 }));

test.each<[string, PageLine[], string]>([
  ['a wrapped sentence', below('Guards must carry', 'two-way radios.'), 'Guards must carry two-way radios.'],
  ['two sentences', below('Guards carry radios.', 'Uniforms are grey.'), 'Guards carry radios.\nUniforms are grey.'],
  ['a divided word', below('All docu-', 'ments are returned.'), 'All documents are returned.'],
  ['a list', below('Return:', '1. SBD 1', '2. SBD 4', '(a) proof'), 'Return:\n1. SBD 1\n2. SBD 4\n(a) proof'],
  [
    'numbered clauses',
    below('Scope of work', '3.1 Guarding', '3.1.1 At night'),
    'Scope of work\n3.1 Guarding\n3.1.1 At night',
  ],
  ['blanks', below('Guards   carry', '  ', 'radios.'), 'Guards carry\nradios.'],
  [
    'a paragraph after a gap',
    [
      { text: 'Terms of reference', y: 780, height: 11 },
      { text: 'The depot is guarded', y: 740, height: 11 },
    ],
    'Terms of reference\nThe depot is guarded',
  ],
  [
    'a heading in larger letters',
    [
      { text: 'Scope', y: 780, height: 16 },
      { text: 'The depot is guarded', y: 764, height: 11 },
    ],
    'Scope\nThe depot is guarded',
  ],
  [
    'a second column',
    [
      { text: 'The depot is', y: 100, height: 11 },
      { text: 'Guards carry', y: 780, height: 11 },
    ],
    'The depot is\nGuards carry',
  ],
  ['nothing', [], ''],
])('%s', (_what, lines, text) => {
  expect(joinLines(lines)).toBe(text);
});
