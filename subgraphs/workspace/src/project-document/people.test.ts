import { expect, test } from '@jest/globals';
import { hidePeople, idsIn, showPeople } from './people.js';

const ada = '0198c0de-0000-7000-8000-00000000000a';
const bob = '0198c0de-0000-7000-8000-00000000000b';
const task = '0198c0de-0000-7000-8000-0000000000ff';
const people = [
  { key: '11111111-1111-4111-8111-111111111111', membershipId: ada },
  { key: '22222222-2222-4222-8222-222222222222', membershipId: bob },
];
const json = JSON.stringify({ id: task, by: ada, list: [bob, ada], [ada]: 1, text: `ask "${ada}" or ${bob}` });

test('ids are found where they are values, each once', () => {
  expect(idsIn(json)).toEqual([task, ada, bob]);
});

test('members are hidden and shown again, and nothing else is touched', () => {
  const hidden = hidePeople(json, people);

  expect(JSON.parse(hidden)).toEqual({
    id: task,
    by: people[0]?.key,
    list: [people[1]?.key, people[0]?.key],
    [ada]: 1,
    text: `ask "${ada}" or ${bob}`,
  });
  expect(showPeople(hidden, people)).toBe(json);
});

test('who has left is shown as nobody', () => {
  const hidden = hidePeople(json, people);

  const shown = showPeople(
    hidden,
    people.map((person) => (person.membershipId === bob ? { ...person, membershipId: null } : person)),
  );

  expect(JSON.parse(shown)).toMatchObject({ by: ada, list: [null, ada] });
});
