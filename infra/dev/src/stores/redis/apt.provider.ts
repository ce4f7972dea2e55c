import type { Provider } from '../provider.js';
import { lastLine } from '../shared/run-command.js';
import { findInstalled } from './machine.provider.js';
import { startRedis } from './redis-server.js';

/** Debian's own package, which only root can install. */
export const redisAptProvider: Provider = {
  name: 'apt',
  store: 'redis',
  examine: async ({ machine }) => {
    if (!machine.isDebianFamily || machine.findOnPath('apt-get') === null)
      return { refused: 'this is neither Debian nor Ubuntu' };
    if (!machine.isRoot)
      return { refused: 'installing a package needs root', remedy: 'sudo apt-get install redis-server' };
    return { usable: 'apt-get install redis-server would be run' };
  },
  tryStart: async (context) => {
    const { machine, log, signal } = context;
    log('Installing redis-server with apt-get');
    const env = { ...machine.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = (): ReturnType<typeof machine.run> =>
      machine.run('apt-get', ['install', '--yes', '--no-install-recommends', 'redis-server'], {
        env,
        signal,
        timeoutMs: 120_000,
      });
    let result = await install();
    if (result.code !== 0) {
      // A fresh container has no package lists yet.
      await machine.run('apt-get', ['update'], { env, signal, timeoutMs: 60_000 });
      result = await install();
    }
    signal.throwIfAborted();
    if (result.code !== 0)
      return {
        refused: `apt-get failed: ${lastLine(result.stderr)}`,
        remedy: 'apt-get update && apt-get install redis-server',
      };
    const found = await findInstalled(context);
    return 'refused' in found ? found : startRedis({ provider: 'apt', ...found }, context);
  },
};
