import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand, type CommandResult, type RunOptions } from './run-command.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What providers may know about the computer. Tests describe another one. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly isRoot: boolean;
  /** Null where the C library is not glibc (Alpine, macOS). */
  readonly glibcVersion: string | null;
  readonly isDebianFamily: boolean;
  readonly env: Environment;
  /** The first of the names that is an executable file on PATH. */
  readonly findOnPath: (...names: readonly string[]) => string | null;
  readonly isExecutable: (path: string) => boolean;
  /** Runs to the end and never throws for a failing command. */
  readonly run: (command: string, args: readonly string[], options?: RunOptions) => Promise<CommandResult>;
}

/** Describes the computer that this process runs on. */
export function thisMachine(env: Environment): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    isRoot: process.getuid?.() === 0,
    glibcVersion: glibcVersion(),
    isDebianFamily: isDebianFamily(),
    env,
    findOnPath: (...names) => findOnPath(env['PATH'] ?? '', names),
    isExecutable,
    run: runCommand,
  };
}

/** True for a regular file that this user may execute. */
function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function findOnPath(path: string, names: readonly string[]): string | null {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      if (folder !== '' && isExecutable(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}

function glibcVersion(): string | null {
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return null;
  const header = report.header;
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return null;
  return typeof header.glibcVersionRuntime === 'string' ? header.glibcVersionRuntime : null;
}

function isDebianFamily(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
