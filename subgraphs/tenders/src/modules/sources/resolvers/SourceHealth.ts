import type { SourceHealthResolvers } from '../../../types.generated.js';
import { isPolled, sourceStatusOf } from '../source-status.js';

export const SourceHealth: SourceHealthResolvers = {
  status: (source, _args, { now }) => sourceStatusOf(source, now()),
  isPolled,
  nextPollAt: (source) => (isPolled(source) && source.isEnabled ? source.nextPollAt : null),
  ageSeconds: ({ lastSuccessAt }, _args, { now }) =>
    lastSuccessAt === null ? null : Math.max(0, Math.floor((now().getTime() - lastSuccessAt.getTime()) / 1_000)),
  coverage: ({ coverage, coverageAt }) =>
    coverage === null || coverageAt === null
      ? null
      : {
          ...coverage,
          countedAt: coverageAt,
          newestReleaseAt: coverage.newestReleaseAt === null ? null : new Date(coverage.newestReleaseAt),
        },
};
