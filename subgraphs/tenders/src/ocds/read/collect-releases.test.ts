import { expect, test } from '@jest/globals';
import { takeApart, takeLine } from './collect-releases.js';
import { noFacts } from './package-facts.js';

const release = '{"ocid":"o-1","id":"1","date":"2026-01-01","tag":["tender"]}';

test.each([
  release,
  `  ${release}\r`,
  '{"ocid":"o-1","id":"1","version":"1.1","publishedDate":"2026-01-02","extensions":["x",7]}',
  `{"version":"1.1","releases":[${release}]}`,
  `{"releases":[${release}],"publishedDate":"2026-01-02"}`,
  `{"records":[{"ocid":"o-1","releases":[${release}]}]}`,
  `{"ocid":"o-1","releases":[{"url":"x"}],"compiledRelease":${release}}`,
  `{"releases":null,"ocid":"o-1","id":"2"}`,
  `[${release},${release}]`,
  `{"releases":{"1":${release},"2":${release}}}`,
  '{"ocid":"o-1","initiationType":[{"value":"tender"}]}',
  '{"colour":"red"}',
  '{"id":"1","tag":["tender"],"date":"2026-01-01"}',
  '{"ocid":"o-1","id":',
  '{"ocid":"o-1" "id":1}',
  '"text"',
  '7',
  'not JSON',
  `${release}${release}`,
  `${release},`,
  `\uFEFF${release}`,
  '{"__proto__":{"releases":[]},"ocid":"o-1","id":"1"}',
])('a line is read as it would be taken apart: %s', (line) => {
  const bytes = Buffer.from(line);
  expect(takeLine(bytes, noFacts)).toEqual(takeApart(bytes, noFacts));
});

test.each(['1', 'o-1', 'any name'])('releases in an object by %j are read as those of a list, byte by byte', (name) => {
  const [head, tail] = ['{"version":"1.1","releases":{', '}}'];
  const items = takeApart(Buffer.from(`${head}"${name}":${release},"2": ${release}${tail}`), noFacts);
  expect(items.map((item) => [item.kind, item.bytes.toString()])).toEqual([
    ['release', release],
    ['release', release],
  ]);
});
