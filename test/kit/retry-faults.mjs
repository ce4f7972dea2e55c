import { expect, jest } from '@jest/globals';

// Tests that stop real servers measure against the clock, and a machine that is busy with something else may be late.
// Such a test gets a second chance, and the first failure is printed; behaviour that is broken fails both times.
const { testPath = '' } = expect.getState();
if (/test\/(?:faults|dev)\/|-?faults\.test\.ts$/u.test(testPath)) jest.retryTimes(1, { logErrorsBeforeRetry: true });
