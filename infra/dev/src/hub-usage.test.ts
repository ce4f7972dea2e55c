import { expect, test } from '@jest/globals';
import { usage, usageOf } from './hub-usage.js';

const commandsIn = (text: string) => text.split('\n').filter((line) => line.startsWith('npm run hub'));

test.each([
  [['audit', 'verify'], ['npm run hub -- audit verify <file> --key <file of public keys>']],
  [
    ['account', 'delete'],
    ['npm run hub -- team erase <slug or id> --yes', 'npm run hub -- account erase <e-mail or id> --yes'],
  ],
  [['law', undefined], ['npm run hub -- law']],
])('of %j is what is said of it', (command, expected) => {
  expect(commandsIn(usageOf(command))).toEqual(expected);
});

test('of a command that there is not is everything', () => {
  expect(usageOf(['teams', undefined])).toBe(usage);
});
