import { processEnvironment, type Environment } from './environment.js';
import { ConfigError, type ConfigProblem } from './load-config.js';

/** Reads one group of settings. @throws ConfigError listing what is wrong with it. */
export type SettingsReader<Settings> = (env: Environment) => Settings;

/** Reads a group now, and gives its settings once all groups have been read. */
export type ReadGroup = <Settings>(reader: SettingsReader<Settings>) => () => Settings;

/**
 * Reads all settings of a process at once, so that one start names everything that is wrong, whichever group it is in.
 *
 * ```ts
 * readTogether((read) => {
 *   const [stores, files] = [read(storeSettingsFrom), read(filesFrom)];
 *   return () => ({ stores: stores(), files: files() });
 * });
 * ```
 *
 * @throws ConfigError with the problems of all groups; a variable that several groups read is named once.
 */
export function readTogether<Settings>(
  assemble: (read: ReadGroup) => () => Settings,
  env: Environment = processEnvironment(),
): Settings {
  const problems = new Map<string, ConfigProblem>();
  const finish = assemble((reader) => {
    try {
      const settings = reader(env);
      return () => settings;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const problem of error.problems) problems.set(`${problem.variable} ${problem.problem}`, problem);
      return () => {
        throw error;
      };
    }
  });
  if (problems.size > 0) throw new ConfigError([...problems.values()]);
  return finish();
}
