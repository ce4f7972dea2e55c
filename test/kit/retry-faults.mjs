import { expect, jest } from '@jest/globals';

// Tests that stop, kill and black out real servers wait for real time (a lease, a probe), and get a second chance; the
// first failure is printed, and behaviour that is broken fails both times. No other test gets one.
const { testPath = '' } = expect.getState();
if (/[\\/]test[\\/]faults[\\/]/u.test(testPath)) jest.retryTimes(1, { logErrorsBeforeRetry: true });
