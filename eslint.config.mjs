import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Which room may use which. Arrows point one way:
// prisma <- infra/runtime <- subgraphs <- infra/dev, test. Subgraphs meet in the graph only.
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
const noGateway = {
  group: ['@hub/gateway', '@hub/gateway/*', '@hub/dev', '@hub/dev/*'],
  message: 'This room is below that one.',
};
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

const zone = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

export default tseslint.config(
  { ignores: ['**/node_modules', '.data', '**/*.generated.ts', '**/generated', 'prisma/generated'] },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [] },
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
      'max-lines': ['error', { max: 260, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='set_config']",
          message: 'Settings of a session outlive the request. The tenant client sets them for one transaction.',
        },
      ],
    },
  },
  zone(['gateway/src/**/*.ts'], [noDatabase, noSubgraphs, noTests]),
  zone(
    ['prisma/**/*.ts'],
    [
      noGateway,
      noSubgraphs,
      noTests,
      { group: ['@hub/runtime', '@hub/runtime/*'], message: 'prisma is the ground floor.' },
    ],
  ),
  zone(['infra/runtime/src/**/*.ts'], [noGateway, noSubgraphs, noTests]),
  ...subgraphs.flatMap((own) => {
    const others = {
      group: subgraphs.filter((name) => name !== own).map((name) => `@hub/${name}/*`),
      message: noSubgraphs.message,
    };
    const root = `subgraphs/${own}/src`;
    return [
      zone(
        [`${root}/**/*.ts`],
        [others, noGateway, noTests, noRawClient],
        [
          `${root}/**/*.test.ts`,
          'subgraphs/tenders/src/bulk/**',
          'subgraphs/tenders/src/modules/imports/**',
          'subgraphs/tenders/src/cli/**',
        ],
      ),
      zone([`${root}/modules/**/*.service.ts`], [others, noGateway, noTests, noRawClient, noGraphQL]),
      zone(
        [`${root}/modules/**/*.repository.ts`],
        [
          others,
          noGateway,
          noTests,
          noRawClient,
          noGraphQL,
          { group: ['**/*.service.js'], message: 'A repository does not know services.' },
        ],
      ),
      zone([`${root}/modules/**/resolvers/**/*.ts`], [others, noGateway, noTests, noRawClient, noRepository]),
    ];
  }),
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
