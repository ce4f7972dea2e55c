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
