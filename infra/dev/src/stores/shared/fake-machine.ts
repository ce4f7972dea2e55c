import type { StoreContext } from '../provider.js';
import type { Machine } from './machine.js';
import type { CommandResult } from './run-command.js';

/** A described computer, for tests of what would be chosen on it: Linux x86_64 without anything installed. */
export function fakeMachine({
  programs = {},
  ...facts
}: Partial<Omit<Machine, 'findOnPath' | 'run' | 'isExecutable'>> & {
  /** Programs on PATH in /usr/bin, and what each prints; null for one that fails. */
  readonly programs?: Readonly<Record<string, string | null>>;
} = {}): Machine {
  const has = (path: string): boolean => Object.hasOwn(programs, path.replace('/usr/bin/', ''));
  return {
    platform: 'linux',
    arch: 'x64',
    isRoot: false,
    glibcVersion: '2.36',
    isDebianFamily: true,
    env: {},
    ...facts,
    isExecutable: (path) => has(path),
    findOnPath: (...names) => names.filter(has).map((name) => `/usr/bin/${name}`)[0] ?? null,
    run: async (command): Promise<CommandResult> => {
      const output = programs[command.replace('/usr/bin/', '')];
      return typeof output === 'string'
        ? { code: 0, stdout: output, stderr: '' }
        : { code: 1, stdout: '', stderr: 'it failed' };
    },
  };
}

/** A context on such a computer, with folders that do not exist. */
export function storeContext(overrides: Partial<StoreContext> = {}): StoreContext {
  const nowhere = '/nonexistent/hub';
  return {
    store: 'redis',
    profile: 'start',
    machine: fakeMachine(),
    place: {
      root: nowhere,
      profileDirectory: `${nowhere}/.data/start`,
      dataDirectory: `${nowhere}/.data/start`,
      cacheDirectory: `${nowhere}/cache`,
      user: null,
      note: null,
    },
    log: () => undefined,
    signal: new AbortController().signal,
    ...overrides,
  };
}
