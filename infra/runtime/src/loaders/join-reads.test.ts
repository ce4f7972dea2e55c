import { expect, test } from '@jest/globals';
import { createJoinedRead } from './join-reads.js';

test('readers of the same documents at the same moment share one read, and later ones read again', async () => {
  const joined = createJoinedRead<string>();
  const asked: string[][] = [];
  const readMany = async (keys: readonly string[]) => {
    asked.push([...keys]);
    await Promise.resolve();
    return new Map(keys.filter((key) => key !== 'missing').map((key) => [key, `${key}!`]));
  };

  const [one, two] = await Promise.all([
    joined('public', ['a', 'missing'], readMany),
    joined('public', ['a', 'b'], readMany),
  ]);
  await joined('public', ['a'], readMany);

  expect(asked).toEqual([['a', 'missing'], ['b'], ['a']]);
  expect([...one]).toEqual([['a', 'a!']]);
  expect([...two]).toEqual([
    ['a', 'a!'],
    ['b', 'b!'],
  ]);
});

test('teams never share a read', async () => {
  const joined = createJoinedRead<string>();
  const readOf = (team: string) => async (keys: readonly string[]) =>
    new Map(keys.map((key) => [key, `${team} ${key}`]));
  const [acme, other] = await Promise.all([
    joined('acme', ['a'], readOf('acme')),
    joined('other', ['a'], readOf('other')),
  ]);
  expect([acme.get('a'), other.get('a')]).toEqual(['acme a', 'other a']);
});

test('a read that fails, fails for all who joined it, and is forgotten', async () => {
  const joined = createJoinedRead<string>();
  const failing = async (): Promise<ReadonlyMap<string, string>> => {
    await Promise.resolve();
    throw new Error('away');
  };
  const all = await Promise.allSettled([joined('public', ['a'], failing), joined('public', ['a'], failing)]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(joined('public', ['a'], async () => new Map([['a', 'back']]))).resolves.toEqual(
    new Map([['a', 'back']]),
  );
});
