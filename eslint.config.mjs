import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Which room may use which. Arrows point one way:
// prisma <- infra/runtime <- subgraphs <- infra/worker <- infra/dev, test. Subgraphs meet in the graph only.
// Rooms that make or lend plain connections for trusted bulk writes.
const connections = ['subgraphs/tenders/src/bulk/**', 'subgraphs/tenders/src/cli/**'];
// Rooms of pure knowledge, beside `modules`.
const knowledge = ['ocds', 'facts', 'search-index', 'readiness', 'summariser', 'drafting', 'answers'].join(',');
const subgraphs = ['identity', 'tenders', 'workspace', 'insights', 'analytics'];
const noTests = { group: ['@hub/test', '@hub/test/*', '**/test/kit/**'], message: 'Nothing imports test.' };
const noSubgraphs = {
  group: subgraphs.map((name) => `@hub/${name}/*`),
  message: 'Subgraphs meet in the graph, not in imports.',
};
const noDatabase = {
  group: ['@hub/prisma', '@hub/prisma/*', '@hub/runtime/database', 'pg', '@prisma/*'],
  message: 'The gateway never touches the database.',
};
const notAbove = (...rooms) => ({
  group: rooms.flatMap((name) => [`@hub/${name}`, `@hub/${name}/*`]),
  message: 'This room is below that one.',
});
const noGateway = notAbove('gateway', 'worker', 'dev');
const noRawClient = {
  group: ['@prisma/client', '@prisma/adapter-pg', 'pg', 'ioredis', 'mongoose'],
  message: 'Stores are reached through @hub/runtime only.',
};
const noGraphQL = {
  regex: '^graphql($|/)|/resolvers/|/types\\.generated\\.js$',
  message: 'Services and repositories do not know GraphQL.',
};
const noRepository = {
  group: ['**/*.repository.js', '@hub/prisma/*', '@hub/runtime/database'],
  message: 'Resolvers know their service and loaders, never repositories.',
};

const noPrismaValue = {
  group: ['@hub/prisma/client'],
  allowTypeImports: true,
  message: 'SQL is written in files that end in .repository.ts.',
};
const noServices = { group: ['**/*.service.js'], message: 'A repository does not know services.' };
// What could be published as a package: it knows other knowledge, and nothing of how it is stored, asked for or shown.
const onlyKnowledge = {
  regex:
    '^(@hub/(?!runtime/(?:decimal|provinces|registrations|text)$)|graphql|dataloader|pg$|undici|node:(http|https|net|fs))|/(modules|bulk|source-http)/',
  message: 'Knowledge knows no GraphQL, no store and no network.',
};

const noSessionSettings = {
  selector: "CallExpression[callee.property.name='set_config']",
  message: 'Settings of a session outlive the request. The tenant client sets them for one transaction.',
};
const noTransactions = [
  "CallExpression[callee.property.name='write'][callee.object.property.name='database']",
  "CallExpression[callee.property.name='write'][callee.object.name='database']",
  "CallExpression[callee.property.name='write'] > ArrowFunctionExpression[params.0.name='tx']",
  "CallExpression[callee.name='inTransaction']",
  "CallExpression[callee.property.name='$transaction']",
].map((selector) => ({ selector, message: 'A file that opens a transaction ends in .service.ts.' }));
const noSql = [
  'TaggedTemplateExpression[tag.property.name=/^[$](query|execute)Raw/]',
  'CallExpression[callee.property.name=/^[$](query|execute)Raw/]',
].map((selector) => ({ selector, message: 'A file that touches SQL ends in .repository.ts.' }));
const noLoaders = [
  {
    selector: "NewExpression[callee.name='DataLoader']",
    message: 'A file that makes a DataLoader ends in .loader.ts.',
  },
];
const syntax = (files, rules, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-syntax': ['error', noSessionSettings, ...rules] },
});

const zone = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

// The SDL as people write it, with all five subgraphs together as the schema: what one only names, another declares.
const sdl = {
  files: ['subgraphs/*/src/modules/**/*.graphql'],
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { schema: 'gateway/schemas/*.graphql' } },
  },
  plugins: { graphql },
  rules: {
    'graphql/require-description': [
      'error',
      {
        types: true,
        rootField: true,
        FieldDefinition: true,
        InputValueDefinition: true,
        EnumValueDefinition: true,
        DirectiveDefinition: true,
      },
    ],
    'graphql/naming-convention': [
      'error',
      {
        types: 'PascalCase',
        FieldDefinition: 'camelCase',
        InputValueDefinition: 'camelCase',
        DirectiveDefinition: 'camelCase',
        EnumValueDefinition: 'UPPER_CASE',
      },
    ],
    'graphql/no-unreachable-types': 'error',
    'graphql/no-hashtag-description': 'error',
    'graphql/no-scalar-result-type-on-mutation': 'error',
    'graphql/require-deprecation-reason': 'error',
    'graphql/unique-enum-value-names': 'error',
    // Lists are read forwards only.
    'graphql/relay-arguments': ['error', { includeBoth: false }],
    'graphql/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
    'graphql/relay-page-info': 'error',
  },
};

export default tseslint.config(
  { ignores: ['**/node_modules', '.data', '**/*.generated.ts', '**/generated', 'prisma/generated'] },
  { files: ['**/*.{js,mjs,ts,mts}'], extends: [js.configs.recommended, tseslint.configs.strict] },
  sdl,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      // TypeScript is imported by the name of what it becomes.
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
      'import-x/extensions': ['.ts', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      // A cast hides what a check would find. The few places at a library's seam say why.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A promise that nobody awaits fails unseen, or outside its transaction.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Named in templates on purpose all over the place: numbers read well as they are.
      '@typescript-eslint/restrict-template-expressions': 'off',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      'no-restricted-syntax': ['error', noSessionSettings],
    },
  },
  zone(['gateway/src/**/*.ts'], [noDatabase, noSubgraphs, noTests, notAbove('worker', 'dev')]),
  zone(
    ['prisma/**/*.ts'],
    [
      noGateway,
      noSubgraphs,
      noTests,
      { group: ['@hub/runtime', '@hub/runtime/*'], message: 'prisma is the ground floor.' },
    ],
  ),
  zone(['infra/worker/src/**/*.ts'], [notAbove('gateway', 'dev'), noTests, noRawClient]),
  zone(['infra/runtime/src/**/*.ts'], [noGateway, noSubgraphs, noTests]),
  ...subgraphs.flatMap((own) => {
    const others = {
      group: subgraphs.filter((name) => name !== own).map((name) => `@hub/${name}/*`),
      message: noSubgraphs.message,
    };
    const root = `subgraphs/${own}/src`;
    const tests = `${root}/**/*.test.ts`;
    const base = [others, noGateway, noTests, noRawClient];
    // The last kind that fits a file holds; the first one fits every file, so that none is left out.
    return [
      zone([`${root}/**/*.ts`], [...base, noPrismaValue], [tests, ...connections]),
      syntax([`${root}/**/*.ts`], [...noTransactions, ...noSql, ...noLoaders], [tests, ...connections]),
      zone([`${root}/modules/**/*.service.ts`], [...base, noPrismaValue, noGraphQL]),
      syntax([`${root}/**/*.service.ts`], [...noSql, ...noLoaders]),
      zone([`${root}/modules/**/*.repository.ts`], [...base, noGraphQL, noServices]),
      syntax([`${root}/**/*.repository.ts`], [...noTransactions, ...noLoaders]),
      zone([`${root}/modules/**/*.loader.ts`], [...base, noPrismaValue, noGraphQL]),
      syntax([`${root}/**/*.loader.ts`], [...noTransactions, ...noSql]),
      zone([`${root}/modules/**/resolvers/**/*.ts`], [...base, noRepository]),
      zone([`${root}/{${knowledge}}/**/*.ts`], [...base, onlyKnowledge], [tests]),
    ];
  }),
  {
    // Tables: one entry after the other.
    files: ['infra/runtime/src/errors/registry.ts', 'prisma/seed/*.ts', 'subgraphs/*/src/permissions.ts'],
    rules: { 'max-lines': ['error', { max: 260, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
