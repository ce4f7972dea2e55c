/** The stores that the test run found or started; `npm test` sets them. */
export interface StoreUrls {
  readonly postgres: string;
  readonly redis: string | null;
  readonly mongodb: string;
}

/** @throws Error saying how to run tests when they were started without stores. */
export function storeUrls(): StoreUrls {
  const { DATABASE_URL, REDIS_URL, MONGODB_URL } = process.env;
  if (!DATABASE_URL || !MONGODB_URL) {
    throw new Error('These tests need stores. Run them through `npm test`, for example: npm test -- test/database');
  }
  return { postgres: DATABASE_URL, redis: REDIS_URL || null, mongodb: MONGODB_URL };
}
