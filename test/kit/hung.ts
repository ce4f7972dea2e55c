/**
 * When a test hangs. No test passes or fails by how fast the machine is, so these bounds are far beyond what any takes;
 * how long something takes is a matter for benchmarks.
 */
export const hungTestMs = 900_000;

/** Less, so that a wait says what it waited for before its test is ended. */
export const hungWaitMs = 300_000;
