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
  // Two cores, and one worker more: files that kill processes and wait for others leave their core idle most of the time. A
  // worker keeps the compiled code of each file, so it is replaced by a new one as soon as its heap, garbage included, has
  // grown so large between two files that the largest file would not fit into what is left of its bound: the tenant matrix
  // takes 300 MB.
  maxWorkers: 3,
  workerIdleMemoryLimit: '350MB',
};
