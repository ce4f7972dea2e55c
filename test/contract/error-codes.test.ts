import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { errorRegistry } from '@hub/runtime/errors';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = [
  'gateway/src/**/*.ts',
  'infra/runtime/src/**/*.ts',
  'infra/dev/src/**/*.ts',
  'subgraphs/*/src/**/*.ts',
  'prisma/src/**/*.ts',
];

/** Codes that clients are promised and nothing raises yet, each with what will raise it. */
const promised: Readonly<Record<string, string>> = {
  UPGRADE_REQUIRED: 'the gate for old versions of the mobile application',
  IMPORT_SOURCE_UNREADABLE: 'imports that are asked for through the API',
  IMPORT_FORMAT_UNSUPPORTED: 'imports that are asked for through the API',
  IMPORT_RELEASE_INVALID: 'imports that are asked for through the API',
  PERSISTED_QUERY_ID_REQUIRED: 'lists of operations for partners',
  PERSISTED_QUERY_NOT_IN_LIST: 'lists of operations for partners',
};
/** Raised inside Apollo Server, whose code is not ours to search. */
const raisedByApollo = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
];

const text = globSync(sources, { cwd: root })
  .filter(
    (file) =>
      !file.endsWith('.test.ts') && !file.includes('generated') && !/errors\/(?:apollo-)?registry\.ts$/u.test(file),
  )
  .map((file) => readFileSync(`${root}/${file}`, 'utf8'))
  .join('\n');
const isRaised = (code: string): boolean => text.includes(`'${code}'`);

describe('the registry of error codes', () => {
  test('has no code that nothing raises, but for those that are promised', () => {
    const unused = Object.keys(errorRegistry).filter((code) => !isRaised(code) && !raisedByApollo.includes(code));
    expect(unused.filter((code) => !(code in promised))).toEqual([]);
  });

  test('promises nothing that is raised already or that it does not list', () => {
    expect(Object.keys(promised).filter((code) => isRaised(code) || !Object.hasOwn(errorRegistry, code))).toEqual([]);
  });

  test('has every code that the product raises', () => {
    const raised = [...text.matchAll(/new HubError\(\s*'([A-Z_]+)'/gu)].map(([, code]) => code ?? '');
    expect(raised.length).toBeGreaterThan(20);
    expect([...new Set(raised)].filter((code) => !Object.hasOwn(errorRegistry, code))).toEqual([]);
  });

  test('says for each what it means and what to do, in a sentence', () => {
    const broken = Object.entries(errorRegistry).filter(
      ([, { meaning, remedy }]) => ![meaning, remedy].every((sentence) => /^[A-Z].+\.$/u.test(sentence)),
    );
    expect(broken.map(([code]) => code)).toEqual([]);
  });
});
