import type { Provider, Refusal, StoreContext } from '../provider.js';
import { startMongod } from './mongodb-server.js';
import { examineMongod, type MongodBinary } from './mongod-binary.js';

/** `MONGOD_BINARY`, or the mongod on PATH. */
export const mongodbMachineProvider: Provider = {
  name: 'machine',
  store: 'mongodb',
  examine: async (context) => {
    const found = await findMongod(context);
    return 'refused' in found ? found : { usable: `MongoDB ${found.version} at ${found.binary}` };
  },
  tryStart: async (context) => {
    const found = await findMongod(context);
    return 'refused' in found ? found : startMongod({ provider: 'machine', ...found }, context);
  },
};

async function findMongod(context: StoreContext): Promise<MongodBinary | Refusal> {
  const path = context.machine.env['MONGOD_BINARY'];
  if (path !== undefined && path !== '') {
    if (context.machine.isExecutable(path)) return examineMongod(path, context);
    // A path that a person gave and that is wrong is said at once, not covered up by a download.
    return {
      refused: `MONGOD_BINARY names no program: ${path}`,
      remedy: 'Correct MONGOD_BINARY, or unset it.',
      isFinal: true,
    };
  }
  const onPath = context.machine.findOnPath('mongod');
  if (onPath === null)
    return {
      refused: 'mongod is not on PATH and MONGOD_BINARY is not set',
      remedy: 'Install MongoDB 6.0 or newer, or name its mongod with MONGOD_BINARY.',
    };
  return examineMongod(onPath, context);
}
