/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testMatch: ['**/*.test.ts'],
  globalSetup: './test/kit/global-setup.mjs',
  setupFilesAfterEnv: ['./test/kit/retry-on-servers.mjs'],
  modulePathIgnorePatterns: ['/.data/', '/prisma/generated/.*\\.js$'],
  testTimeout: 30_000,
  // Two cores: one worker each. The heap of a worker grows with every file's module registry.
  maxWorkers: 2,
  workerIdleMemoryLimit: '3GB',
};
