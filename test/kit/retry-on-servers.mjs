import { expect, jest } from '@jest/globals';

// Tests on real servers wait for real time (a lease, a timeout, a process that starts), and a machine that is busy with
// something else may be late. Such a test gets a second chance, and the first failure is printed; behaviour that is
// broken fails both times. Unit tests get none.
const { testPath = '' } = expect.getState();
if (/[\\/]test[\\/][^\\/]+[\\/]/u.test(testPath)) jest.retryTimes(1, { logErrorsBeforeRetry: true });
