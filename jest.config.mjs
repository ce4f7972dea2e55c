import { hungTestMs } from './test/kit/hung.ts';

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
  setupFilesAfterEnv: ['./test/kit/retry-faults.mjs', './test/kit/note-memory.mjs'],
  modulePathIgnorePatterns: ['/.data/', '/prisma/generated/.*\\.js$'],
  testTimeout: hungTestMs,
  // Two cores: one worker each. A worker keeps some of what each file has imported, so it is replaced by a new one as
  // soon as its heap, garbage included, has grown so large between two files that the largest file would not fit into what
  // is left of its bound: the tenant matrix takes 300 MB.
  maxWorkers: 2,
  workerIdleMemoryLimit: '350MB',
};
