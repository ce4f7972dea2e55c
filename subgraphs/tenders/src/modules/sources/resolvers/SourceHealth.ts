import type { SourceHealthResolvers } from '../../../types.generated.js';
import { isPolled, sourceStatusOf } from '../source-status.js';

export const SourceHealth: SourceHealthResolvers = {
  status: (source, _args, { now }) => sourceStatusOf(source, now()),
  isPolled,
  consecutiveErrorCount: ({ consecutiveErrors }) => consecutiveErrors,
  nextPollAt: (source) => (isPolled(source) && source.isEnabled ? source.nextPollAt : null),
  ageSeconds: ({ lastSuccessAt }, _args, { now }) =>
    lastSuccessAt === null ? null : Math.max(0, Math.floor((now().getTime() - lastSuccessAt.getTime()) / 1_000)),
  coverage: ({ coverage, coverageAt }) =>
    coverage === null || coverageAt === null
      ? null
      : {
          tenderCount: coverage.tenders,
          withClosingDateCount: coverage.withClosingDate,
          withValueCount: coverage.withValue,
          withBuyerCount: coverage.withBuyer,
          withProvinceCount: coverage.withProvince,
          releaseCount: coverage.releases,
          quarantinedReleaseCount: coverage.quarantined,
          countedAt: coverageAt,
          newestReleaseAt: coverage.newestReleaseAt === null ? null : new Date(coverage.newestReleaseAt),
        },
};
