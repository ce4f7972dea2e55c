import { expect, test } from '@jest/globals';
import { createCircuitBreaker } from './circuit-breaker.js';

function breakerAt(start: number) {
  const clock = { nowMs: start };
  const breaker = createCircuitBreaker({ failuresMax: 3, openMs: 2000, nowMs: () => clock.nowMs });
  return { clock, breaker };
}

test('a breaker opens at the third failure in a row, not at the third failure', () => {
  const { breaker } = breakerAt(0);
  breaker.failed();
  breaker.failed();
  breaker.succeeded();
  breaker.failed();
  breaker.failed();
  const before = breaker.state();
  breaker.failed();

  expect([before, breaker.state(), breaker.tryEnter()]).toEqual(['closed', 'open', false]);
});

test('an open breaker lets exactly one probe through after its time', () => {
  const { clock, breaker } = breakerAt(0);
  for (let failure = 0; failure < 3; failure += 1) breaker.failed();

  clock.nowMs = 1999;
  const early = breaker.tryEnter();
  clock.nowMs = 2000;

  expect([early, breaker.state(), breaker.tryEnter(), breaker.tryEnter()]).toEqual([false, 'half-open', true, false]);
});

test('a probe that fails opens it again for the whole time, one that succeeds closes it', () => {
  const { clock, breaker } = breakerAt(0);
  for (let failure = 0; failure < 3; failure += 1) breaker.failed();
  clock.nowMs = 2000;
  breaker.tryEnter();
  breaker.failed();
  const reopened = breaker.state();
  clock.nowMs = 4000;
  breaker.tryEnter();
  breaker.succeeded();

  expect([reopened, breaker.state(), breaker.tryEnter()]).toEqual(['open', 'closed', true]);
});
